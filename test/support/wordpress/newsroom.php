<?php
// A newsroom's work in its CMS, for tests: `paper_…`.
function paper_picture($name, $caption, $alt) {
  $image = imagecreatetruecolor(320, 200);
  imagefilledrectangle($image, 0, 0, 320, 100, imagecolorallocate($image, crc32($name) & 255, 90, 120));
  ob_start(); imagepng($image); $bytes = ob_get_clean();
  $file = wp_upload_bits("$name.png", null, $bytes);
  $id = wp_insert_attachment(['post_mime_type' => 'image/png', 'post_title' => $name, 'post_excerpt' => $caption], $file['file']);
  update_post_meta($id, '_wp_attachment_image_alt', $alt);
  wp_update_attachment_metadata($id, wp_generate_attachment_metadata($id, $file['file']));
  return $id;
}

function paper_image_block($id) {
  $picture = get_post($id);
  return "<!-- wp:image {\"id\":$id} -->\n<figure class=\"wp-block-image size-large\"><img src=\"" . wp_get_attachment_url($id)
    . '" alt="' . get_post_meta($id, '_wp_attachment_image_alt', true) . "\" class=\"wp-image-$id\"/><figcaption class=\"wp-element-caption\">"
    . "$picture->post_excerpt</figcaption></figure>\n<!-- /wp:image -->";
}

function paper_story() {
  $own = paper_picture('ferry', 'The ferry leaves (Photo by Ana Ruiz/The Paper)', 'A ferry at a pier');
  $other = paper_picture('crew', 'The crew (Photo by Ana Ruiz/The Paper)', 'Six people on deck');
  $agency = paper_picture('storm', 'Rough sea (Photo by Jo Doe/Reuters)', 'High waves');
  $body = "<!-- wp:paragraph -->\n<p>The ferry runs again, <a href=\"/ferry-times/\">three times a day</a>.</p>\n<!-- /wp:paragraph -->\n"
    . "<!-- wp:gallery {\"linkTo\":\"none\"} -->\n<figure class=\"wp-block-gallery has-nested-images columns-default is-cropped\">"
    . paper_image_block($own) . paper_image_block($other) . "</figure>\n<!-- /wp:gallery -->\n"
    . "<!-- wp:embed {\"url\":\"https://www.youtube.com/watch?v=dQw4w9WgXcQ\",\"type\":\"video\",\"providerNameSlug\":\"youtube\"} -->\n"
    . "<figure class=\"wp-block-embed is-type-video is-provider-youtube wp-block-embed-youtube\"><div class=\"wp-block-embed__wrapper\">\n"
    . "https://www.youtube.com/watch?v=dQw4w9WgXcQ\n</div></figure>\n<!-- /wp:embed -->\n"
    . "<!-- wp:pullquote -->\n<figure class=\"wp-block-pullquote\"><blockquote><p>It floats, and that is news.</p><cite>The harbor master</cite></blockquote></figure>\n<!-- /wp:pullquote -->\n"
    . "<!-- wp:shortcode -->\n[caption id=\"attachment_$agency\" align=\"alignnone\" width=\"320\"]<img src=\"" . wp_get_attachment_url($agency)
    . "\" alt=\"High waves\" width=\"320\" height=\"200\" class=\"wp-image-$agency\" /> Rough sea (Photo by Jo Doe/Reuters)[/caption]\n<!-- /wp:shortcode -->\n"
    . "<!-- wp:shortcode -->\n[newsletter_form id=\"4\"]\n<!-- /wp:shortcode -->\n"
    . "<!-- wp:paragraph -->\n<p>Tickets cost $3.</p>\n<!-- /wp:paragraph -->";
  $editor = get_user_by('login', 'wire')->ID;
  $id = wp_insert_post(['post_title' => 'The ferry runs again', 'post_name' => 'ferry-runs', 'post_excerpt' => 'Three boats a day, from Monday.',
    'post_content' => wp_slash($body), 'post_status' => 'publish', 'post_author' => $editor], true);
  $byline = array_map(
    fn ($author) => wp_insert_term($author[0], 'author', ['slug' => $author[0], 'description' => $author[1]])['term_id'],
    [['ana-ruiz', 'Ana Ruiz'], ['jun-park', 'Jun Park']],
  );
  // WordPress keeps an order only for terms that are set together.
  wp_set_object_terms($id, $byline, 'author');
  set_post_thumbnail($id, $agency);
  return $id;
}

function paper_scheduled($title) {
  return wp_insert_post(['post_title' => $title, 'post_name' => 'budget', 'post_content' => '<p>The budget is out.</p>',
    'post_excerpt' => 'It is larger.', 'post_status' => 'future', 'post_date_gmt' => gmdate('Y-m-d H:i:s', time() + 3600),
    'post_date' => get_date_from_gmt(gmdate('Y-m-d H:i:s', time() + 3600)), 'post_author' => get_user_by('login', 'wire')->ID]);
}
