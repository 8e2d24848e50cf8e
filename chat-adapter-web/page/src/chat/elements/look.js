/**
 * @param {string} hex `#rrggbb`
 * @returns {number} relative luminance as WCAG defines it
 */
function luminance(hex) {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/**
 * Gives the page its colours; a value that is no theme or colour is ignored.
 *
 * @param {string | undefined} theme
 * @param {string | undefined} accent
 */
export function dress(theme, accent) {
  const root = document.documentElement;
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  else delete root.dataset.theme;
  if (!accent || !/^#[0-9a-fA-F]{6}$/.test(accent)) return;
  const light = luminance(accent);
  root.style.setProperty('--accent', accent);
  root.style.setProperty('--on-accent', light > 0.36 ? '#10131c' : '#ffffff');
  // Text in the accent's colour must stay readable on either surface.
  root.style.setProperty('--link', `light-dark(color-mix(in srgb, ${accent}, black ${light > 0.18 ? 45 : 0}%), color-mix(in srgb, ${accent}, white ${light < 0.3 ? 55 : 0}%))`);
  root.style.setProperty('--focus', 'var(--link)');
}
