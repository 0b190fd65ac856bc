/** The farm over HTTP: JSON there and back, refusals as errors in words. */

const PATIENCE_MILLIS = 60000;

/** What the farm would not do; message says why, field by field in errors where it knows. */
export class ApiError extends Error {
  constructor(status, problem) {
    super(wordsOf(status, problem));
    this.name = 'ApiError';
    /** 0 when there was no answer. */
    this.status = status;
    /** [{field, detail}] */
    this.errors = problem?.errors ?? [];
  }
}

function wordsOf(status, problem) {
  const detail = problem?.detail ?? problem?.title ?? '';
  const more = (problem?.errors ?? []).map(fieldWords).filter((words) => !detail.includes(words));
  return [detail, ...more].filter(Boolean).join('; ') || `the manager answered with status ${status}`;
}

const fieldWords = ({ field, detail }) => (field ? `${field}: ${detail}` : detail);

export class Api {
  #csrf = '';
  #loggedOut;

  /** loggedOut() is called when the farm no longer knows who asks. */
  constructor(loggedOut) {
    this.#loggedOut = loggedOut;
  }

  /** What proves from now on that a change comes from this page. */
  set csrf(token) {
    this.#csrf = token ?? '';
  }

  /** Fields of query that are null, undefined or empty are left out. */
  get(path, query) {
    return this.#call('GET', path + queryOf(query));
  }

  post(path, body = {}, headers = {}) {
    return this.#call('POST', path, body, headers);
  }

  put(path, body = {}, headers = {}) {
    return this.#call('PUT', path, body, headers);
  }

  del(path) {
    return this.#call('DELETE', path);
  }

  async #call(method, path, body, more = {}) {
    const headers = { accept: 'application/json', ...more };
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (method !== 'GET' && this.#csrf) headers['x-csrf-token'] = this.#csrf;
    const response = await answerOf(path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MILLIS),
    });
    const answer = await contentOf(response);
    if (response.ok) return answer;
    if (response.status === 401 && !path.endsWith('/login')) this.#loggedOut();
    throw new ApiError(response.status, answer);
  }
}

async function answerOf(path, request) {
  try {
    return await fetch(path, request);
  } catch {
    throw new ApiError(0, { detail: 'the manager does not answer' });
  }
}

async function contentOf(response) {
  try {
    return await response.json();
  } catch {
    return null;
  }
}

/** "?a=1&b=2", or nothing. */
export function queryOf(query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== '');
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}
