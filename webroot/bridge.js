/** The event bus over SockJS; it comes back by itself after the connection is lost. */

const BACK_OFF_MILLIS = [500, 1000, 2000, 4000, 5000];
/** The manager says something every five seconds, if only a heartbeat. */
const SILENCE_MILLIS = 15000;
const PATIENCE_MILLIS = 8000;
/** What would be refused again. */
const FOR_GOOD = new Set(['access_denied', 'max_handlers_reached']);

/** No answer came, or a refusal. */
export class BusError extends Error {}

export class Bridge {
  #url;
  #opened;
  #closed;
  #socket = null;
  #open = false;
  #tries = 0;
  #wanted = false;
  #watching = 0;
  #heardMillis = 0;
  #questions = new Map();
  #asked = 0;
  /** Sets by address: several parts of a page may listen to the same. */
  #listeners = new Map();

  /** opened() and closed() are called at each change. */
  constructor(url, { opened, closed }) {
    this.#url = url;
    this.#opened = opened;
    this.#closed = closed;
  }

  get isOpen() {
    return this.#open;
  }

  start() {
    this.#wanted = true;
    this.#tries = 0;
    this.#watching ||= setInterval(() => this.#watch(), 2000);
    this.hurry();
  }

  /** Until it is started again: whoever has to log in is not let in. */
  stop() {
    this.#wanted = false;
    this.#drop();
  }

  /** Tries again now instead of at the end of the pause. */
  hurry() {
    if (this.#wanted && !this.#socket) this.#connect();
  }

  /** From now on, and again after every reconnection. */
  hear(address, listener) {
    const listeners = this.#listeners.get(address);
    if (listeners) {
      listeners.add(listener);
      return;
    }
    this.#listeners.set(address, new Set([listener]));
    if (this.#open) this.#send({ type: 'register', address });
  }

  /** What was heard with this listener, which must be the same function. */
  leave(address, listener) {
    const listeners = this.#listeners.get(address);
    if (!listeners?.delete(listener) || listeners.size > 0) return;
    this.#listeners.delete(address);
    if (this.#open) this.#send({ type: 'unregister', address });
  }

  /** Resolves with the answer; rejects when refused, lost or not answered in time. */
  ask(address, body) {
    return new Promise((resolve, reject) => {
      if (!this.#open) {
        reject(new BusError('not connected'));
        return;
      }
      this.#asked += 1;
      const replyAddress = `answer ${this.#asked}`;
      const timer = setTimeout(() => {
        this.#questions.delete(replyAddress);
        reject(new BusError('no answer'));
      }, PATIENCE_MILLIS);
      this.#questions.set(replyAddress, { resolve, reject, timer });
      this.#send({ type: 'send', address, body, replyAddress });
    });
  }

  #connect() {
    const socket = new SockJS(this.#url, null, { transports: ['websocket'] });
    this.#socket = socket;
    this.#heardMillis = Date.now();
    socket.onopen = () => {
      this.#open = true;
      this.#tries = 0;
      this.#ping();
      for (const address of this.#listeners.keys()) this.#send({ type: 'register', address });
      this.#opened();
    };
    // Answering the server's heartbeat needs no timer, which a browser slows down in hidden tabs.
    socket.onheartbeat = () => this.#ping();
    socket.onmessage = (event) => this.#take(JSON.parse(event.data));
    socket.onclose = () => {
      if (socket === this.#socket) this.#lost();
    };
  }

  #lost() {
    this.#socket = null;
    this.#open = false;
    for (const question of this.#questions.values()) {
      clearTimeout(question.timer);
      question.reject(new BusError('connection lost'));
    }
    this.#questions.clear();
    const pause = BACK_OFF_MILLIS[Math.min(this.#tries, BACK_OFF_MILLIS.length - 1)];
    this.#tries += 1;
    setTimeout(() => this.hurry(), pause);
    this.#closed();
  }

  #watch() {
    if (Date.now() - this.#heardMillis > SILENCE_MILLIS) this.#drop();
  }

  #drop() {
    const socket = this.#socket;
    if (!socket) return;
    this.#lost();
    socket.close();
  }

  #take(message) {
    this.#heardMillis = Date.now();
    const question = this.#questions.get(message.address);
    if (question) {
      this.#questions.delete(message.address);
      clearTimeout(question.timer);
      if (message.type === 'err') question.reject(new BusError(message.message));
      else question.resolve(message.body);
    } else if (message.type === 'rec') {
      for (const listener of this.#listeners.get(message.address) ?? []) listener(message.body);
    } else if (message.type === 'err' && !message.address) {
      this.#refused(message.body);
    }
  }

  /** It does not say which of the addresses is not heard: after a pause, all are asked for anew. */
  #refused(why) {
    if (FOR_GOOD.has(why)) return;
    this.#tries = BACK_OFF_MILLIS.length;
    this.#drop();
  }

  #ping() {
    this.#heardMillis = Date.now();
    this.#send({ type: 'ping' });
  }

  #send(message) {
    this.#socket.send(JSON.stringify(message));
  }
}
