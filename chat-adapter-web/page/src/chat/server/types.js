/** @import {Look} from '../elements/look.js' */
/** @import {OwnTexts} from '../words/i18n.js' */

/**
 * Types that cross the wire or module boundaries.
 *
 * @typedef {{code: string, retryable?: boolean, retryAfter?: number}} ReplyError
 * @typedef {'generating' | 'completed' | 'stopped' | 'interrupted' | 'failed'} ReplyStatus
 *
 * @typedef {object} Assistant
 * @property {string} name
 * @property {string} title
 * @property {string} [greeting]
 * @property {string[]} [suggestions]
 * @property {string} [locale]
 * @property {string} [theme]
 * @property {string} [accent]
 * @property {boolean} [demo]
 * @property {boolean} [showReasoning]
 * @property {boolean} [followUps] whether suggestions may follow an answer
 * @property {boolean} [closed] whether no answer is begun
 * @property {number} [maxMessageLength]
 * @property {string[]} [siteHosts] hosts of the sites that may embed the chat
 * @property {string[]} [linkHosts] hosts that answers may link to beside those; any if absent
 * @property {string[]} [context] names of the facts that are sent with a message
 * @property {Look} [look]
 * @property {OwnTexts} [texts] what the page says in place of its own words, by language and key
 *
 * @typedef {object} Session
 * @property {string} visitorToken
 * @property {string} expiresAt
 * @property {string} [visitorKey] absent if the host has identified the visitor
 * @property {boolean} [identified]
 * @property {string} visitor
 * @property {Assistant} assistant
 *
 * @typedef {object} Dialog
 * @property {string} id
 * @property {string} [title]
 * @property {string} createdAt
 * @property {string} updatedAt
 * @property {string} [preview] how its newest message begins, in Markdown
 * @property {string} [running] id of the reply being generated
 *
 * @typedef {object} Message
 * @property {string} id
 * @property {string} [parent]
 * @property {string[]} [siblings]
 * @property {'visitor' | 'assistant'} role
 * @property {string} text
 * @property {string} createdAt
 * @property {string} [reasoning]
 * @property {ReplyStatus} [status]
 * @property {string} [cursor]
 * @property {ReplyError} [error]
 * @property {string} [finishReason]
 * @property {number} [thinkingMillis]
 * @property {string[]} [followUps]
 * @property {Feedback} [feedback]
 * @property {{reasoning: string, text: string}} [held] what is shown of a reply while the server sends it again
 * @property {'sending' | 'unsent'} [delivery] only for messages the server has not confirmed
 * @property {string} [instead] the message that an unconfirmed one replaces
 * @property {boolean} [stop] whether the visitor has stopped a reply, or the reply to an unsent message
 * @property {Trouble} [problem] why an unsent message was refused
 *
 * @typedef {{rating: 'up' | 'down', reason?: string}} Feedback what the visitor says of an answer
 *
 * @typedef {{items: Message[], next?: string}} MessagePage messages, oldest first, and the cursor of those before them
 *
 * @typedef {{code: string, until?: number, reply?: string}} Trouble what went wrong, until when, and because of which reply
 */

export {};
