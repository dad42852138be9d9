<?php
// Returns the items of a SimplePie feed as JSON: for SimplePie itself, and for WordPress, which bundles it.
function items_of($feed)
{
    return json_encode(array_map('item_of', $feed->get_items()), JSON_UNESCAPED_SLASHES);
}

function item_of($item)
{
    $pictures = array_map(function ($enclosure) {
        $credit = $enclosure->get_credit();
        return ['url' => (string) $enclosure->get_link(), 'credit' => $credit ? (string) $credit->get_name() : ''];
    }, $item->get_enclosures() ?: []);
    $dcterms = $item->get_item_tags('http://purl.org/dc/terms/', 'license');
    return [
        'id' => $item->get_id(),
        'published' => $item->get_gmdate('Y-m-d\TH:i:s\Z'),
        'authors' => array_map(fn($author) => (string) ($author->get_name() ?: $author->get_email()), $item->get_authors() ?: []),
        'html' => (string) $item->get_content(),
        'pictures' => array_values(array_filter($pictures, fn($picture) => $picture['url'] !== '')),
        'licence' => $dcterms ? html_entity_decode($dcterms[0]['data']) : '',
    ];
}
