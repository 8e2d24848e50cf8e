import {css} from 'lit';

export const markdownStyle = css`
  :host { display: block; overflow-wrap: anywhere; }
  .markdown { white-space-collapse: preserve-breaks; }
  .markdown > :first-child { margin-block-start: 0; }
  .markdown > :last-child { margin-block-end: 0; }
  p { margin: 0.65em 0; unicode-bidi: isolate; }
  .plain { white-space: pre-wrap; max-height: 24em; overflow: auto; }
  h3, h4, h5, h6 { margin: 1.15em 0 0.45em; line-height: 1.3; font-size: 1em; font-weight: 650; }
  .h1 { font-size: 1.3em; letter-spacing: -0.01em; }
  .h2 { font-size: 1.16em; letter-spacing: -0.01em; }
  .h3 { font-size: 1.06em; }
  ul, ol { margin: 0.6em 0; padding-inline-start: 1.5em; }
  li { margin: 0.25em 0; }
  li::marker { color: var(--ink-3); }
  li > p { margin: 0.3em 0; }
  li > p:first-child, .task > input + p { margin-block-start: 0; }
  li > p:last-child { margin-block-end: 0; }
  li > ul, li > ol { margin: 0.2em 0; }
  .task { list-style: none; margin-inline-start: -1.4em; }
  .task .task { margin-inline-start: 0; }
  .task > input + p { display: inline; }
  .task > input { margin: 0; margin-inline-end: 0.5em; vertical-align: -0.1em; accent-color: var(--accent); }
  a { color: var(--link); text-decoration: underline; text-decoration-color: color-mix(in srgb, currentColor 35%, transparent); text-underline-offset: 0.18em; border-radius: 4px; }
  a:hover { text-decoration-color: currentColor; }
  .image::before { content: ''; display: inline-block; inline-size: 0.95em; block-size: 0.85em; margin-inline-end: 0.3em; border: 1.5px solid currentColor; border-radius: 3px; vertical-align: -0.08em; background: linear-gradient(135deg, transparent 58%, currentColor 60%); }
  a:focus-visible, button:focus-visible, pre:focus-visible, .table:focus-visible { outline: 2px solid var(--focus); outline-offset: 1px; }
  code { font-family: var(--mono); font-size: 0.875em; background: var(--surface-2); border: 1px solid var(--line); padding: 0.08em 0.36em; border-radius: 6px; }
  blockquote { margin: 0.7em 0; padding-inline-start: 0.9em; border-inline-start: 3px solid var(--line-2); color: var(--ink-2); }
  hr { border: 0; border-block-start: 1px solid var(--line); margin: 1.2em 0; }
  .code { margin: 0.8em 0; border: 1px solid var(--line); border-radius: var(--radius-s); overflow: hidden; background: var(--code); text-align: left; }
  .code-bar { display: flex; justify-content: space-between; align-items: center; padding: 3px 4px 3px 12px; font-size: 0.8em; color: var(--ink-2); background: var(--surface-2); border-block-end: 1px solid var(--line); }
  .code-copy { border: 0; background: none; color: inherit; font: inherit; padding: 4px 8px; border-radius: 7px; cursor: pointer; min-height: 26px; }
  .code-copy:hover { background: var(--surface-3); color: var(--ink); }
  pre { margin: 0; padding: 12px; overflow: auto; tab-size: 4; overscroll-behavior-x: contain; }
  pre code { font-size: 0.84em; line-height: 1.6; background: none; border: 0; padding: 0; white-space: pre; overflow-wrap: normal; }
  .part { inline-size: max-content; min-inline-size: 100%; }
  .k { color: var(--code-key); }
  .s { color: var(--code-string); }
  .c { color: var(--code-comment); font-style: italic; }
  .n { color: var(--code-number); }
  .a, .d { text-decoration: none; border-radius: 3px; padding-block: 0.12em; }
  .a { background: color-mix(in srgb, #16a34a 24%, transparent); }
  .d { background: color-mix(in srgb, #dc2626 24%, transparent); }
  .table { margin: 0.8em 0; overflow-x: auto; border: 1px solid var(--line); border-radius: var(--radius-s); overscroll-behavior-x: contain; }
  table { border-collapse: separate; border-spacing: 0; width: 100%; font-size: 0.92em; overflow-wrap: normal; }
  th { background: var(--surface-2); text-align: start; font-weight: 600; white-space: nowrap; }
  th, td { padding: 7px 12px; border-block-end: 1px solid var(--line); vertical-align: top; min-width: 3em; }
  tbody tr:last-child td { border-block-end: 0; }
  .center { text-align: center; }
  .right { text-align: end; }
  .math { font-family: 'STIX Two Math', 'Cambria Math', 'Latin Modern Math', Georgia, serif; }
  .math:not(:has(math)) { white-space: pre-wrap; font-family: var(--mono); font-size: 0.875em; }
  math { font-size: 1.1em; white-space-collapse: collapse; }
  div.math { margin: 0.7em 0; text-align: center; overflow: auto hidden; padding-block: 2px; }
  .tml-right { text-align: right; }
  .tml-left { text-align: left; }
  .footnotes { margin-block-start: 1.2em; padding-block-start: 0.6em; border-block-start: 1px solid var(--line); font-size: 0.9em; color: var(--ink-2); }
  .footnotes li:focus { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 4px; }
  sup a, .footnotes a[role=doc-backlink] { text-decoration: none; padding: 0 0.25em; }
  sup, sub { font-size: 0.72em; line-height: 0; }
  .caret { display: inline-block; inline-size: 0.5em; block-size: 1.05em; vertical-align: -0.18em; margin-inline-start: 3px; border-radius: 2px; background: var(--accent); }
  .paused .caret { animation: blink 1s steps(2, jump-none) infinite; }
  .markdown > .caret { display: block; margin-block: 0.5em; }
  .markdown > .caret:only-child { display: inline-block; margin: 0; }
  @keyframes blink { from { opacity: 1; } to { opacity: 0.15; } }
  @media (prefers-reduced-motion: reduce) { .paused .caret { animation: none; } }
  @media (forced-colors: active) { .code-copy { border: 1px solid; } }
`;
