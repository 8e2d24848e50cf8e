const HTML_FROM_TEXT = 'Text is hostile: make nodes of it, never HTML.';

/** What the types do not see. Undefined names, unused ones and their like are found by `tsc`. */
export default [
  {
    files: ['**/*.js'],
    linterOptions: {reportUnusedDisableDirectives: 'error'},
    rules: {
      'array-callback-return': 'error',
      curly: ['error', 'multi-line'],
      eqeqeq: 'error',
      'max-lines': ['error', 400],
      'max-lines-per-function': ['error', {max: 60, skipComments: true}],
      'no-console': 'error',
      'no-constant-condition': ['error', {checkLoops: false}],
      'no-dupe-else-if': 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-promise-executor-return': 'error',
      'no-self-compare': 'error',
      'no-shadow-restricted-names': 'error',
      'no-unmodified-loop-condition': 'error',
      'no-unneeded-ternary': 'error',
      'no-unused-private-class-members': 'error',
      'no-useless-assignment': 'error',
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      'prefer-object-has-own': 'error',
      'no-restricted-imports': ['error', {patterns: [{group: ['lit/directives/unsafe-*'], message: HTML_FROM_TEXT}]}],
      'no-restricted-properties': [
        'error',
        ...['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'setHTMLUnsafe', 'createContextualFragment'].map((property) => ({
          property,
          message: HTML_FROM_TEXT,
        })),
        {object: 'document', property: 'cookie', message: 'The page has no cookies.'},
        {object: 'document', property: 'write', message: HTML_FROM_TEXT},
      ],
      'no-restricted-globals': ['error', 'localStorage', 'sessionStorage'],
    },
  },
  {
    // The loader is one function, for one script has one scope; it guards its only access to the storage itself.
    files: ['src/embed.js'],
    rules: {'max-lines-per-function': 'off', 'no-restricted-globals': 'off'},
  },
  {
    files: ['*.js'],
    rules: {'no-console': 'off'},
  },
];
