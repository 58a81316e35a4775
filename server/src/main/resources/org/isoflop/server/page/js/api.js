// The HTTP API: the command line over HTTP. What goes wrong arrives as a Problem, with a place and a way out.

/** What the server (or the network) says in place of an answer; see RFC 9457. */
export class Problem extends Error {
  constructor(body, status) {
    super(body.detail || body.title || 'Something went wrong.');
    Object.assign(this, { status, title: body.title, wayOut: body.wayOut, place: body.place, type: body.type, messages: body.messages ?? [] });
  }

  static unreachable() {
    return new Problem({ detail: 'The server does not answer.', wayOut: 'Is isoflop serve still running? Nothing is lost: try again.' }, 0);
  }
}

async function send(path, { method = 'GET', body, headers = {}, signal, keepalive = false } = {}) {
  let response;
  try {
    response = await fetch(path, { method, body, headers, signal, keepalive, credentials: 'same-origin' });
  } catch (error) {
    throw error.name === 'AbortError' ? error : Problem.unreachable();
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

async function problemOf(response) {
  const text = await response.text();
  try {
    return new Problem(JSON.parse(text), response.status);
  } catch {
    return new Problem({ title: response.statusText, detail: text || `The server answered ${response.status}.` }, response.status);
  }
}

const json = async (path, options) => (await send(path, options)).json();

const withJson = (method, value, headers = {}) => ({
  method,
  body: JSON.stringify(value),
  headers: { 'Content-Type': 'application/json', ...headers },
});

const project = (id) => `/api/projects/${encodeURIComponent(id)}`;
const file = (id, name) => `${project(id)}/files/${encodeURIComponent(name)}`;

export const about = () => json('/api');
export const laws = () => json('/api/laws');
export const law = (id) => json(`/api/laws/${encodeURIComponent(id)}`);
export const checkFormula = (formula, columns, signal) => json('/api/formula/check', { ...withJson('POST', { formula, columns }), signal });

export const projects = () => json('/api/projects');
export const createProject = (name, example) => json('/api/projects', withJson('POST', example ? { name, example } : { name }));
export const readProject = (id) => json(project(id));
export const deleteProject = (id) => send(project(id), { method: 'DELETE' });
/** Also while the page is being left. */
export const changeProject = (id, revision, change) =>
  json(project(id), { ...withJson('PATCH', change, { 'If-Match': `"${revision}"` }), keepalive: true });

export const fileAddress = file;
export const readJson = (id, name) => json(file(id, name));
export const upload = (id, name, body) =>
  json(file(id, name), { method: 'PUT', body, headers: { 'Content-Type': 'application/octet-stream' } });
export const table = (id, name, limit, map) => {
  const asked = new URLSearchParams([['limit', limit], ...Object.entries(map).map(([role, column]) => ['map', `${role}=${column}`])]);
  return json(`${file(id, name)}/table?${asked}`);
};

/** One question; with a listener for progress the answer comes as a stream of events. Aborting the signal cancels the work. */
export async function ask(id, question, { onProgress, signal } = {}) {
  const address = `${project(id)}/questions`;
  if (!onProgress) return json(address, { ...withJson('POST', question), signal });
  const response = await send(address, { ...withJson('POST', question, { Accept: 'text/event-stream' }), signal });
  for await (const { event, data } of events(response.body)) {
    if (event === 'progress') onProgress(data);
    if (event === 'answer') return data;
    if (event === 'problem') throw new Problem(data, data.status);
  }
  throw Problem.unreachable();
}

/** Server-sent events of a body, as they arrive. */
async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (rest + value.replaceAll('\r', '')).split('\n\n');
    rest = blocks.pop();
    for (const block of blocks) {
      const lines = block.split('\n');
      const field = (name) => lines.filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1).trim());
      const data = field('data').join('\n');
      if (data) yield { event: field('event')[0] ?? 'message', data: JSON.parse(data) };
    }
  }
}
