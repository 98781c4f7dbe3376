'use strict'
// What the page is made of: elements, texts, answers, schemas. docs.js puts it together.

const byId = id => document.getElementById(id)
let api

// Everything is put in as text, never as markup.
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes))
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value)
    else if (value === true) element.setAttribute(name, '')
    else if (value !== false && value != null) element.setAttribute(name, value)
  element.append(...children.filter(child => child != null))
  return element
}

// JSON with its parts told apart; what is very long stays as it is.
function coloured(text) {
  const box = make('pre', { tabindex: 0 })
  if (text.length > 300000) { box.append(text); return box }
  let at = 0
  for (const part of text.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?|-?\d[\d.eE+-]*|\b(?:true|false|null)\b/g)) {
    const kind = part[2] ? 'key' : part[1] ? 'text' : /^[tfn]/.test(part[0]) ? 'word' : 'number'
    box.append(text.slice(at, part.index), make('span', { class: kind }, part[1] ?? part[0]), part[2] ?? '')
    at = part.index + part[0].length
  }
  box.append(text.slice(at))
  return box
}

const quoted = text => `'${text.replaceAll("'", "'\\''")}'`

// What was sent, for a shell; the token is named, not shown.
function asCurl(method, url, headers, body) {
  const lines = [`curl -X ${method.toUpperCase()} ${quoted(location.origin + url)}`]
  for (const [name, value] of Object.entries(headers))
    lines.push(name === 'Authorization' ? '-H "Authorization: Bearer $TOKEN"' : `-H ${quoted(`${name}: ${value}`)}`)
  if (body) lines.push(`--data-binary ${quoted(body)}`)
  return lines.join(' \\\n  ')
}

function folded(title, content) {
  return make('details', {}, make('summary', {}, make('span', {}, title)), make('div', { class: 'inside' }, content))
}

// `code` between backticks.
function prose(text, tag = 'p') {
  return make(tag, {}, ...(text ?? '').split(/`([^`]*)`/).map((part, i) => i % 2 ? make('code', {}, part) : part))
}

const resolve = thing => thing?.$ref
  ? resolve(thing.$ref.slice(2).split('/').reduce((at, key) => at[key], api))
  : thing

function typeOf(schema) {
  const plain = resolve(schema) ?? {}
  if (plain.enum) return plain.enum.map(String).join(' | ')
  if (plain.type?.includes?.('array')) return `list of ${typeOf(plain.items)}`
  const name = schema.$ref?.split('/').pop()
  const either = plain.oneOf ?? plain.anyOf
  if (either && !name) return either.map(typeOf).join(' or ')
  const type = [plain.type ?? 'anything'].flat().join(' or ')
  return name ?? (plain.format ? `${type} (${plain.format})` : type)
}

function limits(schema) {
  return ['minimum', 'exclusiveMinimum', 'maximum', 'maxLength', 'pattern', 'default']
    .filter(key => schema[key] !== undefined).map(key => `${key} ${schema[key]}`).join(', ')
}

// Members are unfolded when they are opened: schemas refer to each other.
function tree(schema) {
  const plain = resolve(schema) ?? {}
  if (plain.type?.includes?.('array')) return tree(plain.items)
  const parts = plain.oneOf ?? plain.anyOf
  if (parts) return make('div', {}, ...parts.map((part, i) =>
    make('div', {}, make('h3', {}, resolve(part)?.title ?? `${i + 1}. ${typeOf(part)}`), tree(part))))
  if (plain.allOf) return make('div', {}, ...plain.allOf.map(tree))
  const members = Object.entries(plain.properties ?? {})
  if (!members.length) return make('p', { class: 'small' }, typeOf(schema))
  return make('ul', { class: 'tree small' }, ...members.map(([name, member]) => {
    const inner = resolve(member) ?? {}
    const item = inner.type?.includes?.('array') ? resolve(inner.items) ?? {} : inner
    const head = make('span', {}, make('code', {}, name), ' ', make('span', { class: 'dim' }, typeOf(member), ' ',
      plain.required?.includes(name) ? '' : 'optional ', limits(inner)))
    const text = member.description ?? inner.description
    const body = make('li', {}, head, text ? prose(text, 'div') : null)
    if (!item.properties && !item.allOf && !item.oneOf) return body
    const open = make('button', { class: 'small', 'aria-expanded': 'false', onclick: () => {
      open.setAttribute('aria-expanded', 'true'); open.replaceWith(tree(member)) } }, 'members')
    body.append(' ', open)
    return body
  }))
}
