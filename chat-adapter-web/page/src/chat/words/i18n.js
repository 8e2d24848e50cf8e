/** @import {OwnKey} from './languages.js' */
/** @typedef {keyof typeof english} MessageKey */
/** @typedef {{[category in Intl.LDMLPluralRule]?: string} & {other: string}} Plural a text for each way of counting */
/** @typedef {Record<MessageKey, string | Plural>} Messages */
/** @typedef {Record<string, Record<string, string>>} OwnTexts texts of an assistant, by language and key */

import english from './locales/en.js';
import {LOCALES} from './languages.js';

/**
 * @param {string | undefined} tag
 * @returns {Intl.Locale | undefined} with the names that are used today, as `he` for `iw`; none for what is no tag
 */
function localeOf(tag) {
  try {
    return new Intl.Locale((tag ?? '').replaceAll('_', '-'));
  } catch {
    return undefined;
  }
}

/**
 * @param {Intl.Locale} locale
 * @returns {boolean} whether it is written from right to left
 */
function isRightToLeft(locale) {
  const {getTextInfo, textInfo} = /** @type {{getTextInfo?: () => {direction: string}, textInfo?: {direction: string}}} */ (locale);
  const direction = (getTextInfo?.call(locale) ?? textInfo)?.direction;
  return direction ? direction === 'rtl' : ['ar', 'fa', 'he'].includes(locale.language);
}

/** The page's texts in the chosen language. Emits `change` after the texts have changed. */
class I18n extends EventTarget {
  /** The language of the texts. */
  locale = 'en';
  /** The language with its region, by which numbers and times are written. */
  #tag = 'en';
  /** @type {Messages} */
  #messages = english;
  /** @type {(OwnTexts | undefined)[]} */
  #own = [];
  /** Changes with the texts. */
  version = 0;

  /**
   * Chooses the first of the wanted languages that the page has.
   *
   * @param {(string | undefined)[]} wanted language tags, most wanted first
   */
  async choose(wanted) {
    const locale = wanted.map(localeOf).find((each) => each && Object.hasOwn(LOCALES, each.language)) ?? new Intl.Locale('en');
    const tag = locale.toString();
    if (tag === this.#tag) return;
    try {
      this.#messages = (await LOCALES[locale.language]()).default;
      this.locale = locale.language;
      this.#tag = tag;
    } catch {
      // Offline at the wrong moment: the page stays in the language it has.
      return;
    }
    document.documentElement.lang = this.locale;
    document.documentElement.dir = isRightToLeft(locale) ? 'rtl' : 'ltr';
    this.#changed();
  }

  /** @param {(OwnTexts | undefined)[]} texts that take precedence, the first most; those of the language `*` are for all without their own */
  adjust(texts) {
    this.#own = texts;
    this.#changed();
  }

  #changed() {
    this.version++;
    this.dispatchEvent(new Event('change'));
  }

  /**
   * @param {MessageKey} key
   * @param {Record<string, string | number>} [values] numbers are written as the language does, and `n` decides between plurals
   * @returns {string}
   */
  t(key, values = {}) {
    const text = this.own(key) ?? this.#messages[key];
    const form = typeof text === 'string' ? text : (text[new Intl.PluralRules(this.#tag).select(Number(values.n))] ?? text.other);
    return form.replace(/\{(\w+)\}/g, (whole, name) => {
      const value = values[name] ?? whole;
      return typeof value === 'number' ? this.number(value) : value;
    });
  }

  /**
   * @param {MessageKey | OwnKey} key
   * @returns {string | undefined} what the assistant says in place of the page's words
   */
  own(key) {
    const languages = [this.#tag, this.locale, '*'];
    return this.#own.flatMap((texts) => languages.map((language) => texts?.[language]?.[key])).find((text) => text !== undefined);
  }

  /** @param {number} value */
  number(value) {
    return new Intl.NumberFormat(this.#tag).format(value);
  }

  /**
   * @param {Date} date
   * @returns {string} "Today", "Yesterday" or the date
   */
  day(date) {
    const midnight = new Date().setHours(0, 0, 0, 0);
    const days = Math.round((midnight - new Date(date).setHours(0, 0, 0, 0)) / 86_400_000);
    if (days === 0 || days === 1) {
      const words = new Intl.RelativeTimeFormat(this.#tag, {numeric: 'auto'}).format(-days, 'day');
      return words[0].toLocaleUpperCase(this.#tag) + words.slice(1);
    }
    const year = date.getFullYear() === new Date().getFullYear() ? undefined : 'numeric';
    return this.#time(date, {day: 'numeric', month: 'long', year});
  }

  /** @param {Date} date */
  hour(date) {
    return this.#time(date, {timeStyle: 'short'});
  }

  /** @param {Date} date */
  exact(date) {
    return this.#time(date, {dateStyle: 'long', timeStyle: 'medium'});
  }

  /** @param {Date} date */
  moment(date) {
    return new Date().toDateString() === date.toDateString() ? this.hour(date) : this.day(date);
  }

  /**
   * @param {Date} date
   * @param {Intl.DateTimeFormatOptions} options
   */
  #time(date, options) {
    return Number.isNaN(date.getTime()) ? '' : new Intl.DateTimeFormat(this.#tag, options).format(date);
  }
}

export const i18n = new I18n();
