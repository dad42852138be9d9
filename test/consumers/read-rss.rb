# Reads a feed from standard input with Ruby's rss, with validation, and prints what it saw as JSON.
require "json"
require "rss"

def entry(item)
  {
    id: item.id.content,
    title: item.title.content,
    html: item.title.type == "html",
    link: item.links.find { |link| [nil, "alternate"].include?(link.rel) }&.href,
    published: item.published.content.utc.iso8601,
    modified: item.updated.content.utc.iso8601,
    authors: item.authors.map { |author| author.name.content },
  }
end

def item(item)
  {
    id: item.guid.content,
    title: item.title,
    html: false,
    link: item.link,
    published: item.pubDate.utc.iso8601,
    authors: item.dc_creators.map(&:content),
  }
end

# Elements in unknown namespaces (Media RSS, DCMI terms) are allowed; everything that it knows is validated.
feed = RSS::Parser.parse($stdin.read.force_encoding("UTF-8"), do_validate: true)
puts JSON.generate(feed.items.map { |each| feed.is_a?(RSS::Atom::Feed) ? entry(each) : item(each) })
