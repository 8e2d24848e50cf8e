/** @type {Record<string, string>} */
const SYMBOLS = Object.assign(Object.create(null), {
  alpha: 'α', beta: 'β', gamma: 'γ', delta: 'δ', epsilon: 'ε', varepsilon: 'ε', zeta: 'ζ', eta: 'η', theta: 'θ', kappa: 'κ',
  lambda: 'λ', mu: 'μ', nu: 'ν', xi: 'ξ', pi: 'π', rho: 'ρ', sigma: 'σ', tau: 'τ', phi: 'φ', varphi: 'φ', chi: 'χ', psi: 'ψ',
  omega: 'ω', Gamma: 'Γ', Delta: 'Δ', Theta: 'Θ', Lambda: 'Λ', Sigma: 'Σ', Pi: 'Π', Phi: 'Φ', Psi: 'Ψ', Omega: 'Ω',
  times: '×', cdot: '·', div: '÷', pm: '±', mp: '∓', le: '≤', leq: '≤', ge: '≥', geq: '≥', ne: '≠', neq: '≠', approx: '≈',
  equiv: '≡', sim: '∼', infty: '∞', sum: '∑', prod: '∏', int: '∫', partial: '∂', nabla: '∇', in: '∈', notin: '∉',
  subset: '⊂', subseteq: '⊆', cup: '∪', cap: '∩', forall: '∀', exists: '∃', to: '→', rightarrow: '→', Rightarrow: '⇒',
  leftarrow: '←', implies: '⇒', iff: '⇔', ldots: '…', cdots: '⋯', dots: '…', sqrt: '√', circ: '°', degree: '°', angle: '∠',
  quad: '\u2003', qquad: '\u2003\u2003', ',': '\u2009', ';': '\u2005', ' ': ' ', '!': '', '{': '{', '}': '}', '%': '%', '$': '$',
  '\\': '\n', left: '', right: '', displaystyle: '', text: '', mathrm: '', mathbf: '', mathbb: '', operatorname: '', boxed: '',
});

const DEEPEST = 8;

/**
 * Writes a formula as text with raised and lowered parts: readable, not typeset. Unknown commands keep their name.
 *
 * @param {Element} node whose content it replaces
 * @param {string} source TeX
 */
export function write(node, source) {
  node.replaceChildren();
  fill(node, source.trim(), 0);
}

/**
 * @param {Element} node
 * @param {string} source
 * @param {number} depth
 */
function fill(node, source, depth) {
  let text = '';
  for (let i = 0; i < source.length; ) {
    const char = source[i];
    if ((char === '^' || char === '_') && depth < DEEPEST) {
      const part = argument(source, i + 1);
      node.append(text);
      text = '';
      const script = document.createElement(char === '^' ? 'sup' : 'sub');
      fill(script, part.body, depth + 1);
      node.append(script);
      i = part.end;
    } else if (char === '\\') {
      const name = /^[a-zA-Z]+|^[^]/.exec(source.slice(i + 1, i + 25))?.[0] ?? '';
      i += 1 + name.length;
      if (/^[dt]?frac$/.test(name) && depth < DEEPEST) {
        const top = argument(source, i);
        const bottom = argument(source, top.end);
        node.append(text);
        text = '';
        group(node, top.body, depth);
        node.append('⁄');
        group(node, bottom.body, depth);
        i = bottom.end;
      } else {
        text += SYMBOLS[name] ?? name;
        if (name in SYMBOLS && /[a-zA-Z]{2}/.test(name) && source[i] === ' ') i++;
      }
    } else {
      if (char !== '{' && char !== '}') text += char === '-' ? '−' : char;
      i++;
    }
  }
  node.append(text);
}

/**
 * @param {Element} node
 * @param {string} body
 * @param {number} depth
 */
function group(node, body, depth) {
  const simple = /^(\w+|\\[a-zA-Z]+)$/.test(body);
  if (!simple) node.append('(');
  fill(node, body, depth + 1);
  if (!simple) node.append(')');
}

/**
 * @param {string} source
 * @param {number} from
 */
function argument(source, from) {
  if (source[from] !== '{') {
    const command = /^\\[a-zA-Z]+/.exec(source.slice(from, from + 24))?.[0] ?? source.slice(from, from + 1);
    return {body: command, end: from + Math.max(1, command.length)};
  }
  let open = 0;
  for (let i = from; i < source.length; i++) {
    if (source[i] === '{') open++;
    else if (source[i] === '}' && --open === 0) return {body: source.slice(from + 1, i), end: i + 1};
  }
  return {body: source.slice(from + 1), end: source.length};
}
