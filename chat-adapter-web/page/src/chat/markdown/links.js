/** What answers may link to, as the session says. */
export const links = {
  /** @type {string[]} the hosts of the sites that embed the chat */
  site: [],
  /** @type {string[] | undefined} the hosts beside those; nothing if answers may link to any */
  others: undefined,
};

/**
 * @param {string} host
 * @param {string[]} hosts as `docs.example.com`, or `*.example.com` for all below it
 */
export const isAmong = (host, hosts) => hosts.some((each) => each === host || (each[0] === '*' && host.endsWith(each.slice(1))));
