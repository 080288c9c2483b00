/*
 * <on-record-chat>: ask an On Record archive from any page. No dependencies, and one file, since
 * a page embeds it with one script tag: asking, events, dates, drawing, the element, the style.
 *
 *   <script src="https://archive.example/widget.js"></script>
 *   <on-record-chat></on-record-chat>
 *
 * Attributes, all optional:
 *   endpoint   where the archive answers; default: the origin this script came from
 *   api-key    sent as "Authorization: Bearer …"; anyone who sees the page can read it
 *   archive    which archive to ask, where the endpoint serves several
 *   examples   questions offered as buttons before the first one is asked, divided by "|"
 * Method: ask(question), as if it had been typed. Style: the page may set `color-scheme` on the
 * element (default: light dark, as the reader prefers) and --on-record-accent, --on-record-paper,
 * --on-record-ink.
 *
 * What the archive sends is shown as text only: no string from it is ever parsed as HTML, and
 * the only addresses that become links are http(s).
 */
(() => {
  'use strict';

  const TAG = 'on-record-chat';
  if (customElements.get(TAG)) return;

  const SCRIPT_ORIGIN = originOf(document.currentScript ?? moduleScript());

  /** The tag that loaded this file as a module, where document.currentScript is null. */
  function moduleScript() {
    return [...document.scripts].find((script) => /\/widget\.js($|[?#])/.test(script.src));
  }

  /** The origin a script was loaded from; the page's own where there is no such tag. */
  function originOf(script) {
    return new URL(script?.src || '.', document.baseURI).origin;
  }

  // ---- Asking -------------------------------------------------------------------------------

  /** A failure told as one sentence for the reader. */
  class AskError extends Error {}

  const CUT_OFF = 'The answer was cut off before it was complete.';
  const UNREADABLE = 'The archive sent something that could not be read.';
  const EVENTS = new Set(['interpreted', 'citations', 'answer.delta', 'done', 'error']);

  /** Asks one question; yields {event, data} up to and including `done`. Throws AskError. */
  async function* askArchive(request, { endpoint, apiKey, signal }) {
    const response = await post(`${endpoint}/v1/ask`, request, apiKey, signal);
    if (!response.ok) throw new AskError(problemSentence(await jsonOf(response), response.status));
    for await (const message of messagesOf(response)) {
      signal.throwIfAborted();
      if (message.event === 'error') throw new AskError(problemSentence(message.data));
      yield message;
      if (message.event === 'done') return;
    }
    throw new AskError(CUT_OFF);
  }

  /** Sends the request; a network failure becomes a sentence. */
  async function post(url, request, apiKey, signal) {
    const headers = { Accept: 'text/event-stream', 'Content-Type': 'application/json' };
    if (apiKey) headers.Authorization = `Bearer ${apiKey}`;
    try {
      return await fetch(url, { method: 'POST', headers, body: JSON.stringify(request), signal });
    } catch (error) {
      if (signal.aborted) throw error;
      throw new AskError(`The archive at ${new URL(url, document.baseURI).host} could not be reached.`);
    }
  }

  /** The known events of a response with their data parsed; a plain JSON answer is one `done`. */
  async function* messagesOf(response) {
    if (!response.headers.get('Content-Type')?.startsWith('text/event-stream')) {
      yield { event: 'done', data: (await jsonOf(response)) ?? fail(UNREADABLE) };
      return;
    }
    for await (const { event, data } of readEvents(response.body)) {
      if (EVENTS.has(event)) yield { event, data: parsed(data) };
    }
  }

  /** The JSON value of a text, or an AskError. */
  function parsed(text) {
    try {
      return JSON.parse(text);
    } catch {
      return fail(UNREADABLE);
    }
  }

  /** Throws an AskError; an expression, so that it can stand after `??`. */
  function fail(sentence) {
    throw new AskError(sentence);
  }

  /** What the reader is told of an error; one that nobody foresaw goes to the console as well. */
  function sentenceOf(error) {
    if (error instanceof AskError) return error.message;
    console.error(error);
    return UNREADABLE;
  }

  /** A response's JSON, or null where it has none. */
  async function jsonOf(response) {
    return response.json().catch(() => null);
  }

  /** One sentence for an RFC 9457 problem, or for a status alone where there is no problem. */
  function problemSentence(problem, status = problem?.status) {
    const told = [problem?.detail, problem?.title].find((part) => part && typeof part === 'string');
    const number = status ? ` (${status})` : '';
    return told ? `${told.replace(/[.\s]+$/, '')}${number}.` : `The archive answered with an error${number}.`;
  }

  // ---- Server-Sent Events -------------------------------------------------------------------

  // A carriage return at the end of what has arrived may be half of CRLF: it waits for more.
  const LINE_END = /\r\n|\n|\r(?!$)/;

  /** Events of a text/event-stream body, its chunks cut anywhere. Source: HTML, section 9.2.6. */
  async function* readEvents(body) {
    let rest = '';
    let event = '';
    let data = [];
    for await (const text of textOf(body)) {
      const lines = (rest + text).split(LINE_END);
      rest = lines.pop();
      for (const line of lines) {
        if (line === '') {
          if (data.length) yield { event: event || 'message', data: data.join('\n') };
          event = '';
          data = [];
          continue;
        }
        const [field, value] = fieldOf(line);
        if (field === 'event') event = value;
        if (field === 'data') data.push(value);
      }
    }
  }

  /** A line's field name and value; a comment (": …") has the empty name. */
  function fieldOf(line) {
    const colon = line.indexOf(':');
    if (colon < 0) return [line, ''];
    return [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, '')];
  }

  /** A byte stream as text; a last "\n" follows a stream that ends in a carriage return. */
  async function* textOf(body) {
    const decoder = new TextDecoder();
    let last = '';
    for await (const bytes of chunksOf(body)) {
      const text = decoder.decode(bytes, { stream: true });
      last = text.slice(-1) || last;
      yield text;
    }
    if (last === '\r') yield '\n';
  }

  /** The chunks of a body as they arrive; a connection that breaks is an AskError. */
  async function* chunksOf(body) {
    const reader = body.getReader();
    try {
      for (;;) {
        const { done, value } = await reader.read().catch(() => fail(CUT_OFF));
        if (done) return;
        yield value;
      }
    } finally {
      reader.cancel().catch(() => {}); // also when the reader of events stops early
    }
  }

  // ---- Dates --------------------------------------------------------------------------------

  const DATE_PARTS = {
    day: { day: 'numeric', month: 'long', year: 'numeric' },
    month: { month: 'long', year: 'numeric' },
    year: { year: 'numeric' },
  };

  /** A date span in words, as exact as its precision and no more; "Undated" for null. */
  function formatSpan(span) {
    if (!span) return 'Undated';
    if (span.precision === 'range') return formatRange(span.start, span.end);
    return formatDate(span.start, span.precision);
  }

  /** An ISO date in words; what is no date is given back as it came. */
  function formatDate(iso, precision) {
    const date = new Date(iso);
    return isNaN(date) ? String(iso) : dateFormat(precision).format(date);
  }

  /** A range, both ends included: "3–9 April 2007"; open ends become "from" and "until". */
  function formatRange(start, end) {
    if (!end) return `from ${formatDate(start, 'day')}`;
    if (!start) return `until ${formatDate(end, 'day')}`;
    const dates = [new Date(start), new Date(end)];
    if (dates.some(isNaN) || dates[0] > dates[1]) return `${start} – ${end}`;
    return dateFormat(unitOf(start, end)).formatRange(...dates);
  }

  /** The largest unit that both ends complete: 1998-01-01 to 2003-12-31 is told in years. */
  function unitOf(start, end) {
    if (start.endsWith('-01-01') && end.endsWith('-12-31')) return 'year';
    const dayAfter = new Date(new Date(end).getTime() + 86_400_000);
    return start.endsWith('-01') && dayAfter.getUTCDate() === 1 ? 'month' : 'day';
  }

  /** The formatter for a precision; an unknown one is told to the day. */
  function dateFormat(precision) {
    return new Intl.DateTimeFormat('en-GB', {
      ...(DATE_PARTS[precision] ?? DATE_PARTS.day),
      timeZone: 'UTC', // dates have no time of day: never shift them into the reader's zone
    });
  }

  /** What a <time> element's datetime may hold for a span; null for a range. */
  function machineDate({ start, precision }) {
    return { day: start, month: start?.slice(0, 7), year: start?.slice(0, 4) }[precision] ?? null;
  }

  // ---- Drawing ------------------------------------------------------------------------------

  /** An element with attributes and children; strings become text nodes, null is left out. */
  function h(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes ?? {})) {
      if (value != null && value !== false) element.setAttribute(name, value);
    }
    element.append(...children.filter((child) => child != null && child !== false && child !== ''));
    return element;
  }

  /** A button that does something. */
  function button(text, attributes, onClick) {
    const element = h('button', { type: 'button', ...attributes }, text);
    element.addEventListener('click', onClick);
    return element;
  }

  /** An address as a browser reads it, if it is http(s); null for anything else. */
  function webAddress(url) {
    try {
      const { protocol, href } = new URL(url);
      return protocol === 'http:' || protocol === 'https:' ? href : null;
    } catch {
      return null;
    }
  }

  /** A text cut into strings and <mark>s, the value asked for in <strong>; offsets count code points. */
  function markedText(text, highlights, value) {
    const points = Array.from(text);
    const inside = (from, to) => {
      if (!value || value.start < from || value.end > to) return [points.slice(from, to).join('')];
      const asked = points.slice(value.start, value.end).join('');
      return [points.slice(from, value.start).join(''), h('strong', null, asked), points.slice(value.end, to).join('')];
    };
    const pieces = [];
    let at = 0;
    for (const { start, end } of [...(highlights ?? [])].sort((a, b) => a.start - b.start)) {
      const from = Math.max(start, at);
      if (end <= from) continue;
      pieces.push(points.slice(at, from).join(''), h('mark', null, ...inside(from, end)));
      at = end;
    }
    return [...pieces, points.slice(at).join('')];
  }

  /** The names of sources, each once, in order. */
  function sourceNames(sources) {
    return [...new Set(sources.map((source) => source?.name).filter(Boolean))];
  }

  /** A card: one cited passage with its dates, source and highlighted sentences. */
  function drawCard(citation, endpoint) {
    const attributes = { class: 'card', tabindex: '-1', 'data-number': citation.number };
    if (citation.near_miss) attributes['data-near-miss'] = '';
    return h('li', attributes, drawWhen(citation), drawWhat(citation, endpoint));
  }

  /** The dates of a card: when it happened and how that is known, and when it was published. */
  function drawWhen({ number, event_date: event, published }) {
    const told = formatSpan(event);
    const basis = event && ['event date', event.basis].filter(Boolean).join(' · ');
    const apart = published && formatSpan(published) !== told;
    return h('div', { class: 'when' },
      h('span', { class: 'number', 'aria-label': `Passage ${number}`, role: 'img' }, String(number)),
      h('time', { class: 'date', datetime: event && machineDate(event) }, told),
      basis && h('span', { class: 'caption basis' }, h('bdi', null, basis)),
      apart ? h('span', { class: 'caption published' }, `published ${formatSpan(published)}`) : null);
  }

  /** The rest of a card: title unless it is the passage itself, source, speaker, passage and a way to read on. */
  function drawWhat(citation, endpoint) {
    const titled = citation.title && citation.title.trim() !== citation.text.trim();
    return h('div', { class: 'what' },
      citation.near_miss ? h('p', { class: 'near-miss' }, 'Near miss: close, but not an answer') : null,
      titled && h('h3', { class: 'title', dir: 'auto' }, citation.title),
      drawByline(citation),
      h('blockquote', { class: 'passage', dir: 'auto' }, ...markedText(citation.text, citation.highlights, citation.value)),
      drawAlso(citation.also_reported_by ?? []),
      drawLink(citation, endpoint));
  }

  /** The way to the source where it is on the web, else to the document as the archive keeps it. */
  function drawLink({ url, document_id: id }, endpoint) {
    const address = webAddress(url);
    const href = address || `${endpoint}/v1/documents/${encodeURIComponent(id)}`;
    const words = address ? 'Read it at the source ↗' : 'See the stored document ↗';
    return h('a', { class: 'link', href, target: '_blank', rel: 'noopener noreferrer' }, words);
  }

  /** Source names and speaker, in one line. */
  function drawByline({ source, sources, speaker }) {
    const names = sourceNames([source, ...(sources ?? [])]);
    return h('p', { class: 'byline' },
      names.length ? h('bdi', { class: 'source' }, names.join(', ')) : null,
      speaker && h('span', { class: 'speaker' }, 'speaker: ', h('bdi', null, speaker)));
  }

  /** Who else reported the same; null where nobody did. */
  function drawAlso(reports) {
    if (!reports.length) return null;
    const told = reports.map(({ sources, published }) => {
      const names = sourceNames(sources ?? []).join(', ') || 'another document';
      return published ? `${names} (${formatSpan(published)})` : names;
    });
    return h('p', { class: 'caption also' }, 'Also reported by ', h('bdi', null, told.join('; ')));
  }

  /** What the archive took from the question, in words; "" where it took nothing. */
  function readingOf(question, standalone, interpreted) {
    const { from, to, source, speaker } = interpreted ?? {};
    return [
      standalone && standalone !== question ? `read as “${standalone}”` : '',
      from || to ? `dates: ${formatRange(from, to)}` : '',
      source ? `source: ${source}` : '',
      speaker ? `speaker: ${speaker}` : '',
    ].filter(Boolean).join(' · ');
  }

  /** Scrolls there, at once for readers who asked for reduced motion. */
  function scrollTo(element, block) {
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    element.scrollIntoView({ block, behavior: calm ? 'auto' : 'smooth' });
  }

  // ---- One question and its answer ----------------------------------------------------------

  /** A question with its answer and cards, drawn event by event as the archive tells it. */
  class Turn {
    #question;
    #endpoint;
    #reading = h('p', { class: 'caption reading', dir: 'auto', hidden: '' });
    #answer = h('div', { class: 'answer', dir: 'auto', 'aria-live': 'polite', 'aria-busy': 'true' });
    #cards = h('ol', { class: 'cards', role: 'list', 'aria-label': 'Cited passages' });
    #streamed = ''; // all of the answer's text so far
    #pending = ''; // its last characters, where they may be half a marker

    constructor(question, endpoint) {
      this.#question = question;
      this.#endpoint = endpoint;
      const heading = h('h2', { class: 'question', dir: 'auto' }, question);
      this.element = h('section', { class: 'turn running' }, heading, this.#reading, this.#answer, this.#cards);
    }

    /** Draws one event of the stream. */
    show(event, data) {
      if (event === 'interpreted') this.#showReading(data.standalone_question, data.interpreted ?? data);
      if (event === 'citations') this.#showCards(data);
      if (event === 'answer.delta') this.#addText(data.text);
      if (event === 'done') this.#showWhole(data);
    }

    /** Ends the turn with a sentence on what went wrong and a way to ask again. */
    fail(sentence, askAgain) {
      this.#addPending();
      const again = button('Ask again', { class: 'quiet' }, askAgain);
      this.#answer.after(h('div', { class: 'error' }, h('p', { role: 'alert', dir: 'auto' }, sentence), again));
    }

    /** Ends the turn because the reader wished so. */
    stop() {
      this.#addPending();
      this.#answer.after(h('p', { class: 'caption stopped' }, 'Stopped.'));
    }

    /** Nothing more will come: the answer may now be read out. */
    settle() {
      this.element.classList.remove('running');
      this.#answer.setAttribute('aria-busy', 'false');
    }

    #showReading(standalone, interpreted) {
      const reading = readingOf(this.#question, standalone, interpreted);
      this.#reading.textContent = reading;
      this.#reading.hidden = !reading;
    }

    #showCards(citations) {
      this.#cards.replaceChildren(...citations.map((citation) => drawCard(citation, this.#endpoint)));
      scrollTo(this.element, 'start');
    }

    /** The full answer has come: draw what the stream left out or told differently. */
    #showWhole({ standalone_question: standalone, interpreted, citations, answer }) {
      this.#showReading(standalone, interpreted);
      this.#addPending();
      const late = !this.#cards.children.length && citations?.length;
      if (late) this.#showCards(citations);
      if (late || answer.text !== this.#streamed) this.#replaceText(answer.text ?? '');
      if (answer.abstained) this.#showAbstained(answer);
    }

    #showAbstained({ text, reason }) {
      this.element.classList.add('abstained');
      const why = reason && !text?.includes(reason) ? h('p', { class: 'reason' }, reason) : null;
      this.#answer.prepend(h('p', { class: 'verdict' }, 'No answer on record'));
      if (why) this.#answer.append(why);
    }

    #replaceText(text) {
      this.#answer.replaceChildren();
      this.#streamed = this.#pending = '';
      this.#addText(text);
      this.#addPending();
    }

    #addText(text) {
      this.#streamed += text;
      const whole = this.#pending + text;
      this.#pending = whole.match(/\[\d*$/)?.[0] ?? '';
      this.#draw(whole.slice(0, whole.length - this.#pending.length));
    }

    #addPending() {
      this.#draw(this.#pending);
      this.#pending = '';
    }

    #draw(text) {
      const pieces = text.split(/(\[\d+\])/).filter(Boolean);
      this.#answer.append(...pieces.map((piece) => this.#marker(piece) ?? piece));
    }

    /** The button for a marker whose card is there; null for any other text. */
    #marker(piece) {
      const number = piece.match(/^\[(\d+)\]$/)?.[1];
      const card = number && this.#cards.querySelector(`[data-number="${number}"]`);
      if (!card) return null;
      return button(piece, { class: 'marker', 'aria-label': `[${number}] go to passage ${number}` }, () => this.#open(card));
    }

    #open(card) {
      for (const lit of this.#cards.querySelectorAll('.lit')) lit.classList.remove('lit');
      card.classList.add('lit');
      card.focus({ preventScroll: true });
      scrollTo(card, 'center');
    }
  }

  // ---- The element --------------------------------------------------------------------------

  /** The conversation and the question box. */
  class OnRecordChat extends HTMLElement {
    static observedAttributes = ['examples'];
    #turns = h('div', { class: 'turns' });
    #examples = h('div', { class: 'examples', role: 'group', 'aria-label': 'Example questions' });
    #box = h('textarea', { id: 'question', rows: '1', enterkeyhint: 'send', autocomplete: 'off', dir: 'auto' });
    #stop = button('Stop', { class: 'quiet stop', hidden: '' }, () => this.#running?.abort());
    #running = null; // the AbortController of the request under way

    constructor() {
      super();
      const root = this.attachShadow({ mode: 'open' });
      const sheet = new CSSStyleSheet(); // needs no 'unsafe-inline' from the page
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
      root.append(this.#turns, this.#drawForm());
    }

    attributeChangedCallback() {
      const questions = (this.getAttribute('examples') ?? '').split('|').map((text) => text.trim());
      this.#examples.replaceChildren(...questions.filter(Boolean).map((question) =>
        button(question, { class: 'example', dir: 'auto' }, () => this.ask(question))));
    }

    disconnectedCallback() {
      this.#running?.abort();
    }

    /** Asks a question and draws its answer; a request still under way is stopped. Never throws. */
    async ask(question) {
      this.#running?.abort();
      const running = this.#run();
      const turn = new Turn(question, this.#endpoint());
      this.#turns.append(turn.element);
      scrollTo(turn.element, 'start');
      try {
        for await (const { event, data } of askArchive(this.#request(question), this.#connection(running.signal))) {
          turn.show(event, data);
        }
      } catch (error) {
        if (running.signal.aborted) turn.stop();
        else turn.fail(sentenceOf(error), () => this.ask(question));
      } finally {
        turn.settle();
        if (this.#running === running) this.#rest();
      }
    }

    #run() {
      this.#running = new AbortController();
      this.#stop.hidden = false;
      this.#examples.hidden = true;
      return this.#running;
    }

    #rest() {
      this.#running = null;
      this.#stop.hidden = true;
    }

    #request(question) {
      const archive = this.getAttribute('archive');
      return archive ? { question, archive } : { question };
    }

    #endpoint() {
      return (this.getAttribute('endpoint') || SCRIPT_ORIGIN).replace(/\/+$/, '');
    }

    #connection(signal) {
      return { endpoint: this.#endpoint(), apiKey: this.getAttribute('api-key'), signal };
    }

    #drawForm() {
      const send = h('button', { type: 'submit', class: 'send' }, 'Ask');
      const row = h('div', { class: 'row' }, this.#box, this.#stop, send);
      const form = h('form', null, h('label', { for: 'question' }, 'Your question'), row, this.#examples);
      form.addEventListener('submit', (event) => this.#submit(event));
      this.#box.addEventListener('keydown', (event) => {
        // While an input method composes a word, Enter ends the word and sends nothing.
        if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) this.#submit(event);
      });
      return form;
    }

    #submit(event) {
      event.preventDefault();
      const question = this.#box.value.trim();
      this.#box.focus();
      if (!question) return;
      this.#box.value = '';
      this.ask(question);
    }
  }

  // ---- Style --------------------------------------------------------------------------------

  const STYLE = `
:host {
  --paper: var(--on-record-paper, light-dark(#fbf8f1, #181613));
  --ink: var(--on-record-ink, light-dark(#23201b, #ebe5d9));
  --accent: var(--on-record-accent, light-dark(#8f1d17, #f2947e));
  --soft: light-dark(#655e52, #aaa192);
  --rule: light-dark(#ddd5c4, #3a352d);
  --edge: light-dark(#857c6c, #8b8272);
  --sheet: light-dark(#fffdf8, #201d19);
  --tint: light-dark(#f8e6b4, #4d3f1c);
  --serif: "Iowan Old Style", "Palatino Nova", "Palatino Linotype", Palatino, "Source Serif 4", Charter, Georgia, "Liberation Serif", serif;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", sans-serif;
  color-scheme: light dark;
  container-type: inline-size;
  display: block;
  background: var(--paper);
  color: var(--ink);
  font: 1.0625rem/1.65 var(--serif);
  text-align: start;
  overflow-wrap: anywhere;
}
:host([hidden]), [hidden] { display: none !important; }
* { box-sizing: border-box; }
h2, h3, p, ol, blockquote { margin: 0; padding: 0; font-weight: inherit; }
button, textarea { font: inherit; color: inherit; letter-spacing: inherit; }
button { cursor: pointer; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.caption, label, .quiet, .byline, .near-miss, .link, .error { font-family: var(--sans); font-size: .8125rem; line-height: 1.5; }
.caption, label, .byline { color: var(--soft); }

.turn { padding-block: 1.25rem 2.5rem; scroll-margin-top: 1rem; }
.turn + .turn { border-top: 3px double var(--edge); padding-top: 1.75rem; }
.question { font-size: 1.625rem; line-height: 1.3; font-weight: 600; text-wrap: balance; white-space: pre-line; }
.reading { margin-top: .375rem; }
.reading::first-letter { text-transform: uppercase; }
.answer { margin-top: .875rem; font-size: 1.1875rem; white-space: pre-wrap; }
.running .answer:empty::before { content: "Searching the archive…"; color: var(--soft); font-style: italic; animation: breathe 1.6s ease-in-out infinite; }
.marker { border: 0; background: none; padding: .125rem .0625rem; margin: 0; color: var(--accent); font: 600 .8em/1 var(--sans); text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: .2em; border-radius: 3px; }
.marker:hover { background: var(--tint); }
.verdict { font-weight: 600; font-style: italic; }
.reason { color: var(--soft); }
.stopped { margin-top: .5rem; }
.error { margin-top: .875rem; padding: .75rem 1rem; border-inline-start: 3px solid var(--accent); background: var(--sheet); font-size: .9375rem; display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; justify-content: space-between; }

.cards { list-style: none; margin-top: 1.5rem; }
.cards:empty { display: none; }
.card { position: relative; display: grid; gap: .75rem; padding: 1.375rem 0; border-top: 1px solid var(--rule); scroll-margin-block: 1rem 8rem; }
.card:focus { outline: none; }
.card.lit { --band: color-mix(in srgb, var(--tint) 30%, var(--paper)); background: var(--band); box-shadow: .75rem 0 var(--band), -.75rem 0 var(--band), calc(-.75rem - 3px) 0 var(--accent); border-top-color: transparent; animation: light .9s ease-out; }
.when { display: grid; grid-template-columns: auto 1fr; column-gap: .625rem; align-content: start; align-items: baseline; }
.when > * { grid-column: 2; }
.number { grid-area: 1 / 1; min-width: 1.5rem; padding-inline: .3125rem; border: 1px solid var(--accent); border-radius: 1rem; color: var(--accent); font: 600 .8125rem/1.375rem var(--sans); text-align: center; }
.date { font-size: 1.3125rem; line-height: 1.25; font-weight: 600; font-variant-numeric: oldstyle-nums; }
.date:not([datetime]) { text-wrap: balance; }
.what { min-width: 0; }
.title { font-size: 1.1875rem; line-height: 1.35; font-weight: 600; text-wrap: pretty; }
.byline > * + *::before { content: "·"; margin-inline: .4em; }
.passage { margin-block: .5rem; white-space: pre-line; }
mark { background: var(--tint); color: inherit; padding-block: .0625em; -webkit-box-decoration-break: clone; box-decoration-break: clone; }
.also { margin-bottom: .25rem; }
.link { color: var(--accent); text-underline-offset: .2em; scroll-margin-bottom: 8rem; }
.near-miss { color: var(--soft); font-style: italic; }
[data-near-miss] { border-top-style: dashed; }
[data-near-miss] .number { border-style: dashed; border-color: var(--edge); color: var(--soft); }

form { position: sticky; bottom: 0; z-index: 2; padding-block: .875rem 1rem; background: var(--paper); }
.turns:not(:empty) + form { border-top: 1px solid var(--rule); }
label { display: block; margin-bottom: .375rem; }
.row { display: flex; gap: .5rem; align-items: end; }
textarea { flex: 1; min-width: 0; min-height: 3rem; max-height: 9rem; padding: .625rem .875rem; border: 1px solid var(--edge); border-radius: 3px; background: var(--sheet); resize: none; field-sizing: content; line-height: 1.5; }
textarea:focus-visible { outline-offset: -1px; }
.send { min-height: 3rem; padding-inline: 1.375rem; border: 1px solid var(--accent); border-radius: 3px; background: var(--accent); color: var(--paper); font: 600 1rem/1 var(--sans); }
.send:hover { filter: brightness(1.1); }
.quiet { min-height: 2rem; padding-inline: .75rem; border: 1px solid var(--edge); border-radius: 3px; background: none; }
.quiet:hover, .example:hover { border-color: var(--accent); color: var(--accent); }
.stop { min-height: 3rem; }
.examples { display: flex; flex-wrap: wrap; gap: .5rem; margin-top: .875rem; }
.examples:empty { display: none; }
.example { padding: .375rem .75rem; border: 1px solid var(--rule); border-radius: 3px; background: none; text-align: start; font-size: .9375rem; line-height: 1.4; }

@container (min-width: 40rem) {
  .card { grid-template-columns: 13rem minmax(0, 1fr); gap: 1.5rem; }
}
@keyframes breathe { 50% { opacity: .55; } }
@keyframes light { from { background: var(--tint); } }
@media (prefers-reduced-motion: reduce) { * { animation: none !important; } }
`;

  customElements.define(TAG, OnRecordChat);
})();
