// The operations: how each is shown, filled in and sent.

const methods = ['get', 'post', 'put', 'patch', 'delete']

function field(parameter) {
  const id = `p${Math.random().toString(36).slice(2)}`
  const schema = resolve(parameter.schema) ?? {}
  const choices = schema.type === 'boolean' ? ['true', 'false'] : schema.enum
  const needed = parameter.required && parameter.example !== undefined ? String(parameter.example) : ''
  const input = choices
    ? make('select', { id }, make('option', { value: '' }, ''), ...choices.map(c => make('option', {}, c)))
    : make('input', { id, value: needed, placeholder: parameter.example ?? '', required: parameter.required })
  const about = [typeOf(parameter.schema), limits(schema)].filter(Boolean).join(', ')
  return { parameter, input, row: make('div', { class: 'row' },
    make('label', { for: id }, make('code', {}, parameter.name), parameter.required ? ' *' : '',
      make('div', { class: 'dim small' }, `${parameter.in}, ${about}`)),
    make('div', {}, input, parameter.description ? prose(parameter.description, 'div') : null)) }
}

async function send(method, path, fields, body, output) {
  let url = path
  const query = new URLSearchParams()
  const headers = {}
  for (const { parameter, input } of fields) {
    if (parameter.in === 'path') url = url.replace(`{${parameter.name}}`, encodeURIComponent(input.value))
    else if (!input.value) continue
    else if (parameter.in === 'query') query.append(parameter.name, input.value)
    else headers[parameter.name] = input.value
  }
  const token = byId('token').value.trim().replace(/^Bearer /i, '')
  if (token) headers.Authorization = `Bearer ${token}`
  if (body?.value.trim()) headers['Content-Type'] = body.dataset.type
  url += query.size ? `?${query}` : ''
  const text = body?.value.trim()
  output.replaceChildren(make('p', {}, 'Sending …'))
  try {
    const began = performance.now()
    const answer = await fetch(url, { method: method.toUpperCase(), headers, body: text || undefined,
      cache: 'no-store' })
    let found = await answer.text()
    const took = Math.round(performance.now() - began)
    try { found = JSON.stringify(JSON.parse(found), null, 2) } catch { /* not JSON: as it came */ }
    output.replaceChildren(
      make('p', {}, make('strong', { class: answer.ok ? 'good' : 'bad' }, `${answer.status} ${answer.statusText}`),
        make('span', { class: 'dim' }, ` ${took} ms, ${method.toUpperCase()} ${url}`)),
      found ? coloured(found) : make('p', { class: 'dim' }, 'No body.'),
      folded('Headers of the answer', make('pre', { tabindex: 0 },
        [...answer.headers].map(([n, v]) => `${n}: ${v}`).join('\n'))),
      folded('The same with curl', make('pre', { tabindex: 0 }, asCurl(method, url, headers, text))))
  } catch (failure) {
    output.replaceChildren(make('p', { class: 'bad' }, `No answer: ${failure.message}`))
  }
}

function fill(inside, method, path, operation) {
  const fields = (operation.parameters ?? []).map(p => field(resolve(p)))
  const [type, media] = Object.entries(resolve(operation.requestBody)?.content ?? {})[0] ?? []
  const example = media?.example ?? resolve(media?.schema)?.examples?.[0]
  const body = type ? make('textarea', { 'aria-label': 'Body', spellcheck: 'false', 'data-type': type }) : null
  if (body && example !== undefined) body.value = JSON.stringify(example, null, 2)
  const output = make('div', { 'aria-live': 'polite' })
  const form = make('form', { onsubmit: event => { event.preventDefault(); send(method, path, fields, body, output) } },
    ...fields.map(f => f.row), body ? make('h3', {}, `Body, ${type}`) : null, body,
    body ? make('details', {}, make('summary', {}, 'Members'),
      make('div', { class: 'inside' }, tree(media.schema))) : null,
    make('div', { class: 'send' }, make('button', {}, 'Send')))
  inside.append(operation.description ? prose(operation.description) : '',
    make('p', { class: 'dim small' }, operation.security?.length ? 'Asks for a token.' : 'Asks for no token.',
      operation.deprecated ? ' Deprecated.' : ''), form, output, make('h3', {}, 'Answers'),
    ...Object.entries(operation.responses).map(([status, ref]) => {
      const response = resolve(ref)
      const { schema, example } = Object.values(response.content ?? {})[0] ?? {}
      const box = make('div', { class: 'inside' })
      return make('details', { ontoggle: () => box.childElementCount || box.append(
        prose(Object.keys(response.content ?? {}).join(', ') || 'No body.'), schema ? tree(schema) : '',
        example ? folded('An example', coloured(JSON.stringify(example, null, 2))) : '') },
        make('summary', {}, make('strong', {}, status), prose(response.description, 'span')), box)
    }))
}

function show(path, method, operation) {
  const inside = make('div', { class: 'inside' })
  const box = make('details', { id: operation.operationId, class: `operation${operation.deprecated ? ' gone' : ''}`,
    ontoggle: () => inside.childElementCount || fill(inside, method, path, operation) },
    make('summary', {}, make('span', { class: `method ${method}` }, method.toUpperCase()),
      make('span', { class: 'path' }, path), prose(operation.summary, 'span')), inside)
  box.dataset.words = `${method} ${path} ${operation.operationId} ${operation.summary} ${operation.tags}`.toLowerCase()
  return box
}

// /docs#AddTransaction shows that operation.
function openNamed() {
  const named = byId(location.hash.slice(1))
  if (named?.open === false) { named.open = true; named.scrollIntoView() }
}

async function start() {
  api = await (await fetch('/openapi.json')).json()
  byId('title').replaceChildren(`${api.info.title} `, make('span', {}, api.info.version))
  byId('intro').append(...api.info.description.split('\n\n').map(part => prose(part)))
  const groups = new Map(api.tags.map(tag => [tag.name, []]))
  for (const [path, item] of Object.entries(api.paths))
    for (const method of methods.filter(m => item[m]))
      groups.get(item[method].tags[0]).push(show(path, method, item[method]))
  byId('operations').replaceChildren(...api.tags.map(tag => make('section', { 'aria-labelledby': tag.name },
    make('h2', { id: tag.name }, tag.name), prose(tag.description), ...groups.get(tag.name))))
  byId('groups').replaceChildren(...api.tags.map(tag => make('a', { href: `#${tag.name}` }, tag.name)))
  byId('operations').setAttribute('aria-busy', 'false')
  byId('top').addEventListener('submit', event => event.preventDefault())
  byId('find').addEventListener('input', () => {
    const words = byId('find').value.toLowerCase().split(/\s+/)
    for (const box of document.querySelectorAll('details[data-words]'))
      box.hidden = !words.every(word => box.dataset.words.includes(word))
    for (const section of document.querySelectorAll('section'))
      section.hidden = !section.querySelector('details[data-words]:not([hidden])')
  })
  addEventListener('hashchange', openNamed)
  openNamed()
}

start().catch(failure => byId('operations').replaceChildren(
  make('p', { class: 'bad' }, `The description could not be read: ${failure.message}`)))
