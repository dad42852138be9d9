<?php
// Mimics the REST API of Co-Authors Plus 4, which Debian lacks: the byline terms in a post, and their names at a
// separate endpoint.
add_action('init', fn () => register_taxonomy('author', 'post', ['show_in_rest' => true, 'rest_base' => 'coauthors', 'public' => false, 'sort' => true]));
add_action('rest_api_init', function () {
  register_rest_route('coauthors/v1', '/coauthors', [
    'permission_callback' => '__return_true',
    'callback' => fn ($request) => array_map(
      fn ($term) => ['id' => $term->term_id, 'display_name' => $term->description, 'user_nicename' => $term->slug],
      wp_get_object_terms((int) $request['post_id'], 'author', ['orderby' => 'term_order']),
    ),
  ]);
});
