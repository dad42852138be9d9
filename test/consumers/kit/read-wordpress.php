<?php
// WordPress's own functions, without a site: how its parser and serializer handle blocks, and what its filter for authors leaves
// of a story. Reads JSON with both, and prints JSON.
error_reporting(E_ERROR | E_PARSE);
define('ABSPATH', '/usr/share/wordpress/');
define('WPINC', 'wp-includes');
foreach (['compat', 'plugin', 'l10n', 'functions', 'formatting', 'kses', 'shortcodes', 'class-wp-block-parser', 'blocks'] as $file) {
    require_once ABSPATH . WPINC . "/$file.php";
}
foreach (glob(ABSPATH . WPINC . '/pomo/translations.php') as $file) {
    require_once $file;
}
function names_of(array $blocks): array
{
    $names = [];
    foreach ($blocks as $block) {
        if ($block['blockName'] !== null || trim($block['innerHTML']) !== '') {
            $names[] = $block['blockName'] ?? 'freeform: ' . trim($block['innerHTML']);
        }
        array_push($names, ...names_of($block['innerBlocks']));
    }
    return $names;
}
['html' => $html, 'blocks' => $blocks] = json_decode(stream_get_contents(STDIN), true);
$parsed = parse_blocks($blocks);
echo json_encode([
    'again' => serialize_blocks($parsed),
    'names' => names_of($parsed),
    'html' => wp_kses_post($html),
    'blocks' => wp_kses_post($blocks),
]);
