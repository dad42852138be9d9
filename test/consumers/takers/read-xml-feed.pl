# Reads a feed from standard input with XML::Feed, and prints what it saw as JSON.
use strict;
use warnings;
use Encode qw(decode_utf8 is_utf8);
use JSON::PP;
use XML::Feed;

my $text = do { local $/; <STDIN> };
my $feed = XML::Feed->parse(\$text) or die XML::Feed->errstr;
print JSON::PP->new->utf8->encode([map { item($_) } $feed->entries]);

sub item {
    my ($entry) = @_;
    my @pictures = map { { url => $_->url, credit => "" } } grep { defined $_ } ($entry->enclosure);
    return {
        id        => $entry->id,
        published => $entry->issued ? $entry->issued->clone->set_time_zone("UTC")->iso8601 . "Z" : "",
        authors   => [map { text($_) } map { ref $_ ? @$_ : $_ } grep { defined $_ } ($entry->author)],
        html      => text($entry->content->body // ""),
        pictures  => \@pictures,
        licence   => "",
    };
}

# XML::Atom returns bytes, XML::RSS returns characters.
sub text {
    my ($value) = @_;
    return is_utf8($value) ? $value : decode_utf8($value);
}
