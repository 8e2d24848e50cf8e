/** @typedef {typeof import('./locales/en.js').default} Messages */
/** @typedef {keyof Messages} MessageKey */

import english from './locales/en.js';

/** @type {Record<string, () => Promise<{default: Messages}>>} */
const LOCALES = {
  en: async () => ({default: english}),
  ru: () => import('./locales/ru.js'),
  de: () => import('./locales/de.js'),
  es: () => import('./locales/es.js'),
  fr: () => import('./locales/fr.js'),
  zh: () => import('./locales/zh.js'),
  ar: () => import('./locales/ar.js'),
};

/** The page's texts in the chosen language. Emits `change` after the language has changed. */
class I18n extends EventTarget {
  locale = 'en';
  /** @type {Messages} */
  #messages = english;

  /**
   * Chooses the first of the wanted languages that the page has.
   *
   * @param {(string | undefined)[]} wanted language tags, most wanted first
   */
  async choose(wanted) {
    const known = wanted.map((tag) => (tag ?? '').toLowerCase().split(/[-_]/)[0]).find((tag) => Object.hasOwn(LOCALES, tag));
    const locale = known ?? 'en';
    if (locale === this.locale) return;
    try {
      this.#messages = (await LOCALES[locale]()).default;
      this.locale = locale;
    } catch {
      // Offline at the wrong moment: the page stays in the language it has.
      return;
    }
    document.documentElement.lang = locale;
    document.documentElement.dir = locale === 'ar' ? 'rtl' : 'ltr';
    this.dispatchEvent(new Event('change'));
  }

  /**
   * @param {MessageKey} key
   * @param {Record<string, string | number>} [values]
   * @returns {string}
   */
  t(key, values = {}) {
    return this.#messages[key].replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
  }

  /** @param {number} value */
  number(value) {
    return new Intl.NumberFormat(this.locale).format(value);
  }

  /**
   * @param {Date} date
   * @returns {string} "Today", "Yesterday" or the date
   */
  day(date) {
    const midnight = new Date().setHours(0, 0, 0, 0);
    const days = Math.round((midnight - new Date(date).setHours(0, 0, 0, 0)) / 86_400_000);
    if (days === 0 || days === 1) {
      const words = new Intl.RelativeTimeFormat(this.locale, {numeric: 'auto'}).format(-days, 'day');
      return words[0].toUpperCase() + words.slice(1);
    }
    const year = date.getFullYear() === new Date().getFullYear() ? undefined : 'numeric';
    return new Intl.DateTimeFormat(this.locale, {day: 'numeric', month: 'long', year}).format(date);
  }

  /** @param {Date} date */
  moment(date) {
    const today = new Date().toDateString() === date.toDateString();
    return today ? new Intl.DateTimeFormat(this.locale, {hour: '2-digit', minute: '2-digit'}).format(date) : this.day(date);
  }
}

export const i18n = new I18n();
