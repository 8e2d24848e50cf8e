/** @import {Options} from './playground.js' */

/** Names of the assistant's file, where they differ from the attributes. */
const KEYS = /** @type {Record<string, string>} */ ({label: 'launcher-label', icon: 'launcher-icon', position: 'launcher-position', offset: 'launcher-offset', size: 'panel-size'});
const LISTS = ['teaser-pages', 'attention'];

/** @param {string} text in a double-quoted attribute */
const attribute = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/**
 * @param {Options} set
 * @param {string} prefix of the names
 */
const attributes = (set, prefix) => Object.entries(set).map(([name, value]) => ` ${prefix}${name}="${attribute(value)}"`).join('');

/**
 * @param {string} root the address of the server
 * @param {Options} set
 */
function html(root, {mode, ...set}) {
  if (mode === 'bubble') return `<script src="${root}embed.js"${attributes(set, 'data-')} async></script>`;
  return `<script src="${root}embed.js" async></script>\n<chat-frame${attributes(mode === 'page' ? {mode, ...set} : set, '')}></chat-frame>`;
}

/**
 * @param {string} root
 * @param {Options} set
 */
function react(root, set) {
  const properties = Object.entries({server: root, ...set}).map(([name, value]) => {
    const property = name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
    return `    ${property}={${JSON.stringify(value)}}`;
  });
  return `// npm install @chatframe/embed\nimport {Chat} from '@chatframe/embed/react';\n\nexport function Support() {\n  return <Chat\n${properties.join('\n')}\n  />;\n}`;
}

/**
 * @param {string} root
 * @param {Options} set
 */
function wordpress(root, set) {
  const lines = html(root, set).split('\n').map((line) => `  ${line}`);
  return `// In functions.php of your theme, or in a plugin for snippets.\nadd_action('wp_footer', function () { ?>\n${lines.join('\n')}\n<?php });`;
}

/**
 * Tag managers drop attributes of scripts that they insert, so this one is made by a script.
 *
 * @param {string} root
 * @param {Options} set
 */
function tagManager(root, {mode, ...set}) {
  const data = Object.entries(set).map(([name, value]) => `  s.setAttribute('data-${name}', ${JSON.stringify(value).replaceAll('<', '\\u003c')});`);
  return `<!-- A "Custom HTML" tag, on all pages. -->\n<script>\n  var s = document.createElement('script');\n  s.src = '${root}embed.js';\n${data.join('\n')}\n  document.head.appendChild(s);\n</script>`;
}

/** @param {Options} set */
function file({assistant, mode, ...set}) {
  const lines = Object.entries(set).map(([name, value]) => {
    const shown = LISTS.includes(name) ? `[${value.split(/[\s,]+/).map((each) => JSON.stringify(each)).join(', ')}]` : name === 'teaser-delay' ? value : JSON.stringify(value);
    return `${KEYS[name] ?? name}: ${shown}`;
  });
  return `# assistants/${assistant}.md, between its two lines of dashes: for all sites, instead of attributes.\nallowed-origins: ["https://www.example.com"]\n${lines.join('\n')}`;
}

/**
 * What a site's owner pastes.
 *
 * @param {string} root the address of the server
 * @param {Options} set attributes of the element
 * @returns {{name: string, text: string}[]}
 */
export function snippets(root, set) {
  const all = [
    {name: 'HTML', text: html(root, set)},
    {name: 'React', text: react(root, set)},
    {name: 'WordPress', text: wordpress(root, set)},
  ];
  // A tag manager inserts scripts only.
  if (set.mode === 'bubble') all.push({name: 'Google Tag Manager', text: tagManager(root, set)});
  return [...all, {name: "Assistant's file", text: file(set)}];
}
