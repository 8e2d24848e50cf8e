/** What a page with a look of its own needs, in one file. */
export {lookOf} from './look-of.js';
export {colours} from './palette.js';
export {promptIcons} from './prompt-icons.js';
