// Runs inside WordPress: its own fetch_feed, as its importers call it. The feed's URL and credentials are filled in.
error_reporting(E_ERROR | E_PARSE);
require __FOLDER__ . '/items.php';
add_filter('http_request_host_is_external', '__return_true');
add_filter('http_allowed_safe_ports', fn($ports) => [...$ports, (int) parse_url(__URL__, PHP_URL_PORT)]);
add_filter('http_request_args', function ($args) {
    $args['headers'] = ['Authorization' => __AUTHORIZATION__] + (array) $args['headers'];
    return $args;
});
add_filter('wp_feed_cache_transient_lifetime', fn() => 0);
$feed = fetch_feed(__URL__);
if (is_wp_error($feed)) {
    fwrite(STDERR, $feed->get_error_message());
    exit(1);
}
$feed->set_item_limit(0);
echo items_of($feed);
