import temml from 'temml';

const OPTIONS = {throwOnError: true, trust: false, strict: false, maxExpand: 200, maxSize: /** @type {[number, number]} */ ([20, 20]), annotate: false};

/**
 * Writes a formula as MathML. One that is not understood stays as it is written.
 *
 * @param {Element} node whose content it replaces
 * @param {string} source TeX
 * @param {boolean} display
 */
export function write(node, source, display) {
  const home = document.createElement('span');
  try {
    temml.render(source, home, {...OPTIONS, displayMode: display});
  } catch {
    return;
  }
  node.replaceChildren(...home.childNodes);
}
