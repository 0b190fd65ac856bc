/**
 * One film on its way to the farm by tus 1.0 (tus.io): in parts, resumed where it broke off, after a
 * reload of the page as well.
 */

const PART_BYTES = 8 * 1024 * 1024;
const RETRY_MILLIS = [500, 1000, 3000, 10000, 30000];
const ENDPOINT = '/api/v1/uploads';
const KEPT = 'reelyard.upload:';

export class Sending {
  #file;
  #metadata;
  #csrf;
  #on;
  #url = null;
  #request = null;
  #running = false;
  #tries = 0;
  #timer = 0;

  /** on: {progress(sentBytes), done(path), failed(words)}; csrf() is the token of this session. */
  constructor(file, metadata, csrf, on) {
    this.#file = file;
    this.#metadata = metadata;
    this.#csrf = csrf;
    this.#on = on;
  }

  /** Begins, or goes on where the farm says. */
  async start() {
    if (this.#running) return;
    this.#running = true;
    try {
      await this.#send();
      this.#forget();
    } catch (e) {
      this.#broke(e);
    }
  }

  /** What was sent stays at the farm, to go on with. */
  pause() {
    this.#running = false;
    clearTimeout(this.#timer);
    this.#request?.abort();
  }

  /** What was sent goes. */
  cancel() {
    this.pause();
    if (this.#url) this.#ask('DELETE', this.#url).catch(() => {});
    this.#forget();
  }

  async #send() {
    let answer = await this.#begun();
    let at = Number(answer.header('Upload-Offset') ?? 0);
    while (this.#running && at < this.#file.size) {
      this.#on.progress(at);
      const part = this.#file.slice(at, at + PART_BYTES);
      const from = at;
      answer = await this.#ask(
        'PATCH',
        this.#url,
        { 'Upload-Offset': String(from), 'content-type': 'application/offset+octet-stream' },
        part,
        (sent) => this.#on.progress(from + sent),
      );
      at = Number(answer.header('Upload-Offset'));
      this.#tries = 0;
    }
    if (!this.#running) throw new Stopped();
    this.#on.progress(at);
    this.#on.done(decoded(answer.header('Upload-Path')));
    this.#running = false;
  }

  /** Goes on with what an earlier page began, as long as the farm still has it. */
  async #begun() {
    this.#url ??= kept(this.#key());
    if (this.#url) {
      try {
        return await this.#ask('HEAD', this.#url);
      } catch (e) {
        if (![403, 404, 410].includes(e.status)) throw e;
        this.#forget();
      }
    }
    const answer = await this.#ask('POST', ENDPOINT, {
      'Upload-Length': String(this.#file.size),
      'Upload-Metadata': Object.entries(this.#metadata).map(([name, value]) => `${name} ${base64(value)}`).join(','),
    });
    this.#url = new URL(answer.header('Location'), location.href).pathname;
    keep(this.#key(), this.#url);
    return answer;
  }

  #broke(error) {
    this.#request = null;
    const wasRunning = this.#running;
    this.#running = false;
    if (error instanceof Stopped || !wasRunning) return;
    // The farm's own word is final, but for a moment in which it is not there or busy with this file.
    const again = error.status === 0 || error.status >= 500 || [409, 423, 429].includes(error.status);
    if (!again || this.#tries >= RETRY_MILLIS.length) {
      this.#tries = 0;
      this.#on.failed(error.message);
      return;
    }
    this.#timer = setTimeout(() => this.start(), RETRY_MILLIS[this.#tries]);
    this.#tries += 1;
  }

  #ask(method, url, headers = {}, body = null, progress = null) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      this.#request = request;
      request.open(method, url);
      const all = { 'Tus-Resumable': '1.0.0', ...headers };
      if (method !== 'HEAD' && this.#csrf()) all['X-CSRF-Token'] = this.#csrf();
      for (const [name, value] of Object.entries(all)) request.setRequestHeader(name, value);
      if (progress) request.upload.onprogress = (e) => progress(e.loaded);
      request.onload = () =>
        request.status < 300
          ? resolve({ header: (name) => request.getResponseHeader(name) })
          : reject(refusal(request));
      request.onerror = () => reject(broken(0, 'the line broke'));
      request.onabort = () => reject(new Stopped());
      request.send(body);
    });
  }

  #key() {
    const { name, size, lastModified } = this.#file;
    return KEPT + JSON.stringify([name, size, lastModified, this.#metadata.staging]);
  }

  #forget() {
    this.#url = null;
    keep(this.#key(), null);
  }
}

class Stopped extends Error {}

const broken = (status, words) => Object.assign(new Error(words), { status });

function refusal(request) {
  let words = `the manager answered with status ${request.status}`;
  try {
    words = JSON.parse(request.responseText).detail ?? words;
  } catch {
    // Not every answer is in words.
  }
  return broken(request.status, words);
}

/** Base64 of its UTF-8, as tus wants names. */
const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

function decoded(path) {
  try {
    return decodeURIComponent(path ?? '');
  } catch {
    return path;
  }
}

function kept(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function keep(key, url) {
  try {
    if (url) localStorage.setItem(key, url);
    else localStorage.removeItem(key);
  } catch {
    // A browser that keeps nothing begins anew after a reload.
  }
}
