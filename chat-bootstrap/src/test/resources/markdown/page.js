() => {
  const policy = trustedTypes.createPolicy('expected', {createHTML: (html) => html});
  const BLOCKS = new Set('p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre hr table thead tbody tr th td'.split(' '));
  const decoded = (text) => text.replace(/(?:%[\da-f]{2})+/gi, (bytes) => {
    try {
      return decodeURIComponent(bytes);
    } catch {
      return bytes;
    }
  });
  const allowed = (href) => {
    const url = URL.canParse(href) ? new URL(href) : undefined;
    return url && /^(https?|mailto|tel):$/.test(url.protocol) && !url.username ? url.href : undefined;
  };

  /** What a tree says, without what the page adds for its looks: the same for the expected and the shown one. */
  const told = (node) => [...node.childNodes].map(one).join('');
  const block = (name, inside) => `\n<${name}>${inside.replace(/^[ \n]+|[ \n]+$/g, '')}</${name.split(' ')[0]}>\n`;
  const one = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return decoded(node.data).replace(/[ \n\t\r]+/g, ' ').replace(/[<>&]/g, (char) => `&#${char.charCodeAt(0)};`);
    const name = node.localName;
    if (name === 'small') return '';
    if (node.className === 'table' || name === 'sup') return told(node);
    if (node.className === 'code' || name === 'pre') return `\n<pre>${node.querySelector('code').closest('pre').textContent}</pre>\n`;
    if (name === 'input') return `<input${node.checked ? ' checked' : ''}> `;
    if (name === 'br') return '<br>';
    if (name === 'img' || node.className === 'image') {
      const href = allowed(node.getAttribute(name === 'img' ? 'src' : 'href'));
      const alt = decoded(name === 'img' ? node.alt || 'image' : node.firstChild.data);
      return href ? `<img ${href} ${alt}>` : alt;
    }
    if (name === 'a') {
      const written = node.getAttribute('href');
      const href = allowed(written);
      if (href) return `<a ${href}>${told(node).trimEnd()}</a>`;
      return told(node) + (written && decoded(written) !== node.textContent ? ` (${decoded(written).replace(/&/g, '&#38;')})` : '');
    }
    const real = /^h[1-6]$/.test(node.className) ? node.className : name;
    if (name === 'code' || !BLOCKS.has(real)) return `<${real}>${told(node)}</${real}>`;
    const align = /^t[hd]$/.test(name) && (node.align || /center|right|left/.exec(node.className)?.[0]);
    return block(real + (align ? ` ${align}` : '') + (name === 'ol' && node.start !== 1 ? ` ${node.start}` : ''), told(node));
  };
  const tidy = (said) => said.replace(/ *\n */g, '\n').replace(/\n+/g, '\n').replace(/ *<br> */g, '<br>').replace(/ {2,}/g, ' ').trim();
  const expectation = (html) => tidy(told(new DOMParser().parseFromString(policy.createHTML(html), 'text/html').body));
  const fresh = () => document.body.appendChild(document.createElement('chat-markdown'));
  const shown = (element) => element.shadowRoot.querySelector('.markdown');

  globalThis.draw = (text, live = false, element = fresh()) => {
    element.content = {text, live};
    return element;
  };
  globalThis.shown = shown;
  /** What is drawn, with attributes in one order; each text numbers its notes on its own. */
  globalThis.html = (element) => {
    const copy = shown(element).cloneNode(true);
    for (const each of copy.querySelectorAll('*')) {
      const attributes = [...each.attributes].map(({name, value}) => [name, value]).sort();
      for (const [name] of attributes) each.removeAttribute(name);
      for (const [name, value] of attributes) each.setAttribute(name, value);
    }
    return copy.innerHTML.replace(/note-\d+-/g, 'note-');
  };
  globalThis.frame = () => new Promise((next) => requestAnimationFrame(next));
  globalThis.differing = (examples) => examples.filter(({source, html}) => {
    const element = draw(source);
    const said = tidy(told(shown(element)));
    element.remove();
    return said !== expectation(html);
  }).map(({name}) => name);
  globalThis.details = (examples) => examples.map(({name, source, html}) => [name, source, expectation(html), tidy(told(shown(draw(source))))]);

  // Frames are awaited together, or 700 texts would take minutes.
  globalThis.differingInPieces = async (examples) => {
    const all = examples.flatMap((example) => [1, 3].map((size) => ({...example, size, element: fresh(), whole: draw(example.source)})));
    const longest = Math.max(...all.map(({source}) => source.length));
    for (let i = 1; i <= longest; i++) {
      let any = false;
      for (const {source, size, element} of all) {
        if (i * size >= source.length + size) continue;
        any = true;
        draw(source.slice(0, i * size), true, element);
      }
      if (!any) break;
      await frame();
    }
    for (const {source, element} of all) draw(source, false, element);
    await frame();
    const different = all.filter(({element, whole}) => html(element) !== html(whole)).map(({name, size}) => `${name} in pieces of ${size}`);
    for (const {element, whole} of all) [element, whole].forEach((each) => each.remove());
    return different;
  };
}
