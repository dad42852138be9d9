<?php
// The answer that a video host would give: this WordPress makes no outgoing requests.
add_filter('pre_oembed_result', fn ($html, $url) => str_contains($url, 'youtube.com')
  ? '<iframe width="500" height="281" src="https://www.youtube.com/embed/dQw4w9WgXcQ?feature=oembed" title="The ferry, filmed" allowfullscreen></iframe>'
  : $html, 10, 2);
