// What a page can do beyond reading and sending forms: copy, drop files, lead to a line. Without it, every page still works.
const status = document.getElementById('status')
const base = document.documentElement.dataset.base ?? ''

let silence
/** Shown, and read out by a screen reader. */
function say(words) {
  clearTimeout(silence)
  status.textContent = words
  silence = setTimeout(() => {
    status.textContent = ''
  }, 4000)
}

// The address that the service cannot know, and that the browser does.
for (const code of document.querySelectorAll('[data-origin]'))
  code.textContent = code.textContent.replaceAll('$MOORAGE/', `${location.origin}${base}/`)

async function textFrom(address) {
  const answer = await fetch(address)
  if (!answer.ok) throw new Error(`the service answered ${answer.status}`)
  return answer.text()
}

/** Takes a promise: Safari forgets the click while it waits for anything else. */
async function copy(text) {
  if (navigator.clipboard && window.ClipboardItem) {
    const blob = text.then((words) => new Blob([words], { type: 'text/plain' }))
    return navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })])
  }
  // Without TLS there is no clipboard for pages, only this.
  const words = await text
  const field = document.createElement('textarea')
  field.value = words
  document.body.append(field)
  field.select()
  const copied = document.execCommand('copy')
  field.remove()
  if (!copied) throw new Error('the browser does not let this page copy; select the text and copy it')
}

for (const button of document.querySelectorAll('button[data-copy], button[data-copy-from]')) {
  button.hidden = false
  button.addEventListener('click', async () => {
    const { copy: id, copyFrom: address, copied } = button.dataset
    try {
      await copy(address ? textFrom(address) : Promise.resolve(document.getElementById(id).textContent))
      say(copied)
    } catch (error) {
      say(`Not copied: ${error.message}`)
    }
  })
}

const form = document.getElementById('plan-form')
const text = document.getElementById('text')
const files = document.getElementById('files')

/** A single text is shown, to be looked at and mended; several files, or an archive, stay files. */
async function take(list) {
  const [only] = list
  const isText = list.length === 1 && /\.(ya?ml|json|txt)$/i.test(only.name) && only.size <= 1024 * 1024
  if (isText) {
    text.value = await only.text()
    files.value = ''
    say(`${only.name} is in the field`)
  } else {
    files.files = list
    say(`${list.length} ${list.length === 1 ? 'file' : 'files'} chosen`)
  }
}

if (form) {
  files.addEventListener('change', () => files.files.length > 0 && take(files.files))
  for (const kind of ['dragenter', 'dragover'])
    text.addEventListener(kind, (event) => {
      if (!event.dataTransfer.types.includes('Files')) return
      event.preventDefault()
      text.classList.add('dropping')
    })
  for (const kind of ['dragleave', 'drop']) text.addEventListener(kind, () => text.classList.remove('dropping'))
  text.addEventListener('drop', (event) => {
    if (event.dataTransfer.files.length === 0) return
    event.preventDefault()
    take(event.dataTransfer.files)
  })
  text.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit()
  })
  let sent = false
  form.addEventListener('submit', (event) => {
    if (sent) event.preventDefault()
    sent = true
    for (const button of form.querySelectorAll('button')) button.setAttribute('aria-disabled', 'true')
    say('Planning…')
  })
  // Back from the plan, the form can be sent again.
  addEventListener('pageshow', () => {
    sent = false
    for (const button of form.querySelectorAll('button')) button.removeAttribute('aria-disabled')
  })
  for (const link of document.querySelectorAll('[data-line]'))
    link.addEventListener('click', (event) => {
      event.preventDefault()
      const lines = text.value.split('\n')
      const before = lines.slice(0, Number(link.dataset.line) - 1)
      const start = before.reduce((sum, line) => sum + line.length + 1, 0)
      text.focus()
      text.setSelectionRange(start, start + (lines[before.length]?.length ?? 0))
      text.scrollTop = (before.length - 3) * Number.parseFloat(getComputedStyle(text).lineHeight)
    })
}

// What was answered is read first.
document.getElementById('problem')?.focus()
document.getElementById('read')?.focus()
