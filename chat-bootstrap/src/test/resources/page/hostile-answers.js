/**
 * Renders answers by the page's own element, each whole, as from history, and growing by one character after the other,
 * as it is streamed; returns what is wrong with what is shown at any moment.
 */
(answers) => {
  const ELEMENTS = new Set(
    ('DIV P A SMALL SPAN STRONG EM DEL CODE PRE BR HR UL OL LI BLOCKQUOTE TABLE THEAD TBODY TR TH TD H3 H4 H5 H6 INPUT BUTTON ' +
      'SUP SUB').split(' '),
  );
  const ATTRIBUTES = new Set('aria-label checked class dir href id role target rel title start type disabled tabindex'.split(' '));
  const MOST_STEPS = 150;
  const flaws = [];

  const flawOf = (node) => {
    if (!ELEMENTS.has(node.tagName)) return `<${node.tagName}>`;
    for (const {name} of node.attributes) if (!ATTRIBUTES.has(name)) return `${node.tagName} with ${name}`;
    if (node.tagName === 'INPUT' && !(node.type === 'checkbox' && node.disabled)) return 'an input';
    if (node.tagName !== 'A') return undefined;
    if (!['http:', 'https:', 'mailto:', 'tel:'].includes(node.protocol) || node.username) return `a link to ${node.href}`;
    if (node.target !== '_blank' || node.rel !== 'noopener noreferrer nofollow') return 'a link without its rel';
    const text = node.textContent;
    const bare = (address) => address.replace(/^https?:\/\/|\/$/g, '');
    const named = text.endsWith(`(${node.host})`) || bare(text) === bare(node.href);
    return !node.host || node.hostname === location.hostname || named ? undefined : `${node.href} as ${text}`;
  };
  const check = (element, answer, how) => {
    for (const node of element.shadowRoot.querySelectorAll('*')) {
      const flaw = flawOf(node);
      if (flaw) flaws.push(`${flaw}, ${how}, of ${answer.slice(0, 200)}`);
    }
    if (/[\u202a-\u202e\u2066-\u2069]/.test(element.shadowRoot.textContent)) flaws.push(`overrides, ${how}, of ${answer.slice(0, 200)}`);
  };

  // Each state is drawn, not only one of a frame.
  const later = window.requestAnimationFrame;
  window.requestAnimationFrame = (draw) => (draw(performance.now()), 0);
  const refused = ({violatedDirective, blockedURI}) => flaws.push(`policy ${violatedDirective} ${blockedURI}`);
  document.addEventListener('securitypolicyviolation', refused);
  const place = document.body.appendChild(document.createElement('div'));
  for (const answer of answers) {
    const [whole, live] = [0, 1].map(() => place.appendChild(document.createElement('chat-markdown')));
    whole.content = {text: answer, live: false};
    check(whole, answer, 'whole');
    const step = Math.ceil(answer.length / MOST_STEPS);
    for (let end = step; end < answer.length; end += step) {
      live.content = {text: answer.slice(0, end), live: true};
      check(live, answer, `after ${end}`);
    }
    live.content = {text: answer, live: false};
    check(live, answer, 'grown');
    if (live.shadowRoot.innerHTML !== whole.shadowRoot.innerHTML) flaws.push(`grown otherwise than whole: ${answer.slice(0, 200)}`);
    place.replaceChildren();
  }
  place.remove();
  document.removeEventListener('securitypolicyviolation', refused);
  window.requestAnimationFrame = later;
  return flaws.slice(0, 20);
};
