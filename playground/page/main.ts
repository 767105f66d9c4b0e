import { render } from 'preact'
import { App } from './app.ts'
import { h, html } from './html.ts'
import { fetchSession } from './session.ts'
import { Store } from './stage.ts'

const page = document.getElementById('page')
if (page) {
  page.replaceChildren()
  try {
    const store = new Store(await fetchSession())
    await store.start()
    render(h(App, { store }), page)
  } catch {
    render(
      html`<p class="starting" role="alert">おたすけにつながりません。少し待ってから、ページを開き直してください。</p>`,
      page,
    )
  }
}
