<?php
// Receives a wire's messages and accepts only those it signed. Needs PHP 8. Put it on your web server, or try it out with:
// SECRET=whsec_… php -S localhost:8080 webhook.php

const OLDEST_SECONDS = 300;

function is_genuine(string $secret, string $body): bool
{
    $id = $_SERVER['HTTP_WEBHOOK_ID'] ?? '';
    $sent = $_SERVER['HTTP_WEBHOOK_TIMESTAMP'] ?? '';
    if (!ctype_digit($sent) || abs(time() - (int) $sent) > OLDEST_SECONDS) return false;
    $key = base64_decode(str_replace('whsec_', '', $secret));
    $expected = 'v1,' . base64_encode(hash_hmac('sha256', "$id.$sent.$body", $key, true));
    // While a rotated secret is still valid, there are two signatures.
    foreach (explode(' ', $_SERVER['HTTP_WEBHOOK_SIGNATURE'] ?? '') as $each) {
        if (hash_equals($expected, $each)) return true;
    }
    return false;
}

$body = file_get_contents('php://input');
$genuine = is_genuine(getenv('SECRET'), $body);
http_response_code($genuine ? 204 : 401);
// It says what happened to which story. Now ask /v1/changes.
if ($genuine) error_log(json_decode($body)->type);
