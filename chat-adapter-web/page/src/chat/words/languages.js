/** @import {Messages} from './i18n.js' */
/** @typedef {typeof OWN_ONLY[number]} OwnKey */

import english from './locales/en.js';

/** @type {Record<string, () => Promise<{default: Messages}>>} */
export const LOCALES = {
  en: async () => ({default: english}),
  ar: () => import('./locales/ar.js'),
  de: () => import('./locales/de.js'),
  es: () => import('./locales/es.js'),
  fa: () => import('./locales/fa.js'),
  fr: () => import('./locales/fr.js'),
  he: () => import('./locales/he.js'),
  it: () => import('./locales/it.js'),
  ja: () => import('./locales/ja.js'),
  ko: () => import('./locales/ko.js'),
  nl: () => import('./locales/nl.js'),
  pl: () => import('./locales/pl.js'),
  pt: () => import('./locales/pt.js'),
  ru: () => import('./locales/ru.js'),
  tr: () => import('./locales/tr.js'),
  uk: () => import('./locales/uk.js'),
  zh: () => import('./locales/zh.js'),
};

export const LANGUAGES = Object.keys(LOCALES);

/** Texts that the page has only if the assistant has them. */
export const OWN_ONLY = /** @type {const} */ (['heading', 'privacy']);
