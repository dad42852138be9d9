<?php
// Keeps the folder "stories" in sync with a wire. Needs PHP 8 with curl. Run it every minute:
// WIRE=https://wire.example.org KEY=cw_… php follow.php

function get_changes(string $cursor): array
{
    $wait = 60;
    $request = curl_init(getenv('WIRE') . '/v1/changes' . ($cursor === '' ? '' : '?after=' . rawurlencode($cursor)));
    curl_setopt_array($request, [
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_TIMEOUT => 60,
        CURLOPT_HTTPHEADER => ['Authorization: Bearer ' . getenv('KEY')],
        CURLOPT_HEADERFUNCTION => function ($request, string $line) use (&$wait): int {
            if (preg_match('/^retry-after: *(\d+)/i', $line, $found)) $wait = (int) $found[1];
            return strlen($line);
        },
    ]);
    $body = curl_exec($request);
    if ($body === false) throw new RuntimeException(curl_error($request));
    $status = curl_getinfo($request, CURLINFO_RESPONSE_CODE);
    if ($status !== 429 && $status !== 503) return [$status, $body];
    // Too many requests, or the wire is busy: Retry-After says how long to wait.
    sleep($wait);
    return get_changes($cursor);
}

function apply(array $change): void
{
    // A slug has only letters, digits, hyphens and periods, so it is safe as a file name.
    $file = "stories/{$change['slug']}.json";
    if ($change['type'] === 'updated') {
        file_put_contents($file, json_encode($change['article'], JSON_PRETTY_PRINT | JSON_UNESCAPED_UNICODE));
    } elseif (is_file($file)) {
        // Killed, withheld, expired, or no longer licensed to you: take it down.
        unlink($file);
    }
    echo $change['type'], ': ', $change['slug'], ' ', $change['reason'] ?? '', "\n";
}

do {
    if (!is_dir('stories')) mkdir('stories');
    $cursor = is_file('cursor') ? file_get_contents('cursor') : '';
    [$status, $body] = get_changes($cursor);
    if ($status === 422 && $cursor !== '') {
        // The wire was restored from a backup, and the cursor is void: start over.
        array_map('unlink', ['cursor', ...glob('stories/*.json')]);
        continue;
    }
    if ($status !== 200) throw new RuntimeException($body);
    $page = json_decode($body, true, flags: JSON_THROW_ON_ERROR);
    foreach ($page['changes'] as $change) apply($change);
    // Keep the cursor only once everything before it is done.
    file_put_contents('cursor', $page['next']);
} while ($page['more'] ?? true);
