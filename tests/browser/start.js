// How the tests start browsers.

/** How often a browser may fail to start. */
const TRIES = 3;

/**
 * The browser that `start` starts. One that dies before it has opened a page tells nothing about the pages, so it is started
 * again; the last of its failures is thrown.
 */
export const started = async (start) => {
  for (let tries = 1; ; tries++) {
    try {
      return await start();
    } catch (error) {
      if (tries === TRIES) throw error;
      console.error(`The browser did not start, and is started again: ${error.message.split('\n')[0]}`);
    }
  }
};
