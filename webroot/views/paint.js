/** Draws a view from its own state, at most once a frame, and never after it was closed. */

import { render } from '../html.js';

/** Gives paint(), which may be called as often as one likes; after is called when it is drawn. */
export function painter(root, template, after = () => {}) {
  let due = 0;
  let closed = false;
  const paint = () => {
    if (due || closed) return;
    due = requestAnimationFrame(() => {
      due = 0;
      render(template(), root);
      after();
    });
  };
  paint.close = () => {
    closed = true;
    cancelAnimationFrame(due);
    render('', root);
  };
  return paint;
}

/** Calls back so often at most, however often it is called, and after the last call in any case. */
export function atMostEvery(millis, callback) {
  let timer = 0;
  return () => {
    timer ||= setTimeout(() => {
      timer = 0;
      callback();
    }, millis);
  };
}

/** Calls back once things have been still for so long. */
export function whenStill(millis, callback) {
  let timer = 0;
  return (...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => callback(...args), millis);
  };
}
