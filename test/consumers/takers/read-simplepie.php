<?php
// Reads a feed from standard input with SimplePie, and prints what it saw as JSON. Uses the copy in Debian's WordPress: Debian's
// own package, 1.3.1, fails at the first date under PHP 8.
error_reporting(E_ERROR | E_PARSE);
define('ABSPATH', '/usr/share/wordpress/');
define('WPINC', 'wp-includes');
require ABSPATH . WPINC . '/class-simplepie.php';
require __DIR__ . '/items.php';
$feed = new SimplePie();
$feed->enable_cache(false);
$feed->set_raw_data(stream_get_contents(STDIN));
if (!$feed->init()) {
    fwrite(STDERR, $feed->error());
    exit(1);
}
echo items_of($feed);
