// What makes reading comfortable, with or without a server: copying what is typed and nothing else, letting go of the meaning of a
// word, and remembering which pages were read. A page is whole without this script.

(() => {
  'use strict';

  const FRENCH = document.documentElement.lang === 'fr';
  const READ = 'quai-read';

  /** The lines of a console block that are typed: after the learner's prompt or that of root in a container, and what goes on. */
  function typedLines(text) {
    const typed = [];
    let mayGoOn = false;
    for (const line of text.split('\n')) {
      const prompt = /^(?:\$|[^\s#]*[@/][^\s#]*#) (.*)$/.exec(line);
      if (prompt) typed.push(prompt[1]);
      else if (mayGoOn && line.startsWith('> ')) typed.push(line.slice(2));
      mayGoOn = prompt !== null || (mayGoOn && line.startsWith('> '));
    }
    return typed;
  }

  /** What is typed in a block; nothing, if the block is no console. mdBook's copy button asks, and so does the button that types. */
  window.quaiTyped = (block) => {
    const code = block.querySelector('code.language-console');
    return code ? typedLines(code.textContent).join('\n') : undefined;
  };

  // The button that opens the table of contents turns mdBook's own switch.
  const anchor = document.getElementById('mdbook-sidebar-toggle-anchor');
  document.getElementById('mdbook-sidebar-toggle')?.addEventListener('click', () => anchor?.click());

  // What is wider than the screen is scrolled by keys as well, once it can be reached by them.
  const wide = document.querySelectorAll('pre > code, .table-wrapper');
  const reachable = () => {
    for (const element of wide) {
      if (element.scrollWidth > element.clientWidth) element.tabIndex = 0;
      else element.removeAttribute('tabindex');
    }
  };
  const boxes = new ResizeObserver(reachable);
  wide.forEach((element) => boxes.observe(element));
  document.fonts.ready.then(reachable);

  // Whoever has read what a word means can send it away and see what it covers.
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    for (const term of document.querySelectorAll('.term:is(:hover, :focus-within)')) {
      term.classList.add('dismissed');
      const again = () => term.classList.remove('dismissed');
      term.addEventListener('mouseleave', again, { once: true });
      term.addEventListener('focusout', again, { once: true });
    }
  });

  // What stands near the right edge opens towards the left.
  for (const term of document.querySelectorAll('.term')) {
    const place = () => {
      const means = term.querySelector('.term-means');
      means.style.insetInlineStart = '0';
      const over = means.getBoundingClientRect().right - document.documentElement.clientWidth + 12;
      if (over > 0) means.style.insetInlineStart = `${-over}px`;
    };
    term.addEventListener('mouseenter', place);
    term.addEventListener('focusin', place);
  }

  /** Pages that were read to their end, by their path in the book. Storage may be forbidden: then nothing is remembered. */
  function pagesRead() {
    try {
      return new Set(JSON.parse(localStorage.getItem(READ) ?? '[]'));
    } catch {
      return new Set();
    }
  }

  const root = new URL(typeof path_to_root === 'string' ? path_to_root || './' : './', location.href);
  const pathOf = (url) => decodeURIComponent(url.pathname.slice(root.pathname.length)) || 'index.html';

  /** Marks in the table of contents what was read, for the eye and for the ear. */
  function markRead() {
    const read = pagesRead();
    for (const link of document.querySelectorAll('#mdbook-sidebar a[href]')) {
      if (!read.has(pathOf(new URL(link.href))) || link.querySelector('.page-read')) continue;
      const mark = document.createElement('span');
      mark.className = 'page-read';
      mark.title = FRENCH ? 'Page lue' : 'Page read';
      const said = document.createElement('span');
      said.className = 'page-read-said';
      said.textContent = FRENCH ? ' (lue)' : ' (read)';
      mark.append(said);
      link.append(mark);
    }
  }

  // The end of a page is where its neighbours are linked.
  const end = document.querySelector('.nav-wrapper');
  if (end && 'IntersectionObserver' in window) {
    new IntersectionObserver((entries, observer) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      const read = pagesRead().add(pathOf(location));
      try {
        localStorage.setItem(READ, JSON.stringify([...read]));
      } catch {
        return;
      }
      markRead();
    }).observe(end);
  }
  markRead();
})();
