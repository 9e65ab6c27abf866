// Every page works without this. It opens a figure's drawer in place, keeps the
// keyboard where the reader is, passes a page on, and asks how long work goes.
'use strict';
(function () {
  var all = function (selector, within) {
    return Array.prototype.slice.call((within || document).querySelectorAll(selector));
  };

  // A piece of our own pages, parsed without running anything.
  function fetchPart(address, selector) {
    return fetch(address, { credentials: 'same-origin', headers: { Accept: 'text/html' } })
      .then(function (answer) {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.text();
      })
      .then(function (text) {
        var part = new DOMParser().parseFromString(text, 'text/html').querySelector(selector);
        if (!part) throw new Error('no part');
        return document.importNode(part, true);
      });
  }

  function asPart(href, name) {
    var address = new URL(href, location.href);
    address.searchParams.set('part', name);
    return address.href;
  }

  // ---------- the drawer of a figure ----------
  var drawer = null;
  var opener = null;

  function shutDrawer() {
    if (!drawer) return;
    drawer.remove();
    drawer = null;
    document.body.classList.remove('has-drawer');
    if (opener) {
      opener.classList.remove('open');
      opener.focus({ preventScroll: true });
      opener = null;
    }
  }

  function openDrawer(link) {
    link.setAttribute('aria-busy', 'true');
    fetchPart(asPart(link.href, 'drawer'), '.drawer').then(function (part) {
      link.removeAttribute('aria-busy');
      var before = drawer;
      if (before) {
        before.remove();
        if (opener) opener.classList.remove('open');
      } else {
        history.pushState({ drawer: true }, '');
      }
      // A figure inside a drawer opens in its place; the way back stays the first.
      opener = before && before.contains(link) ? opener : link;
      opener.classList.add('open');
      drawer = part;
      document.body.classList.add('has-drawer');
      document.body.appendChild(drawer);
      var shut = drawer.querySelector('[data-close]');
      if (shut) shut.focus({ preventScroll: true });
      showOpener();
    }).catch(function () {
      location.href = link.href;
    });
  }

  // The number touched stays in sight above the sheet that rose from below.
  function showOpener() {
    var sheet = drawer.getBoundingClientRect();
    var number = opener.getBoundingClientRect();
    if (sheet.left < 8 && number.bottom > sheet.top - 16) {
      window.scrollBy(0, number.bottom - sheet.top + 56);
    }
  }

  window.addEventListener('popstate', shutDrawer);

  document.addEventListener('click', function (event) {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    var target = event.target instanceof Element ? event.target : null;
    if (!target) return;
    var figure = target.closest('a.fig[href]');
    if (figure && figure.getAttribute('href').charAt(0) !== '#' && figure.origin === location.origin) {
      event.preventDefault();
      openDrawer(figure);
    } else if (drawer && target.closest('.drawer [data-close]')) {
      event.preventDefault();
      history.back();
    }
  });

  // ---------- Esc shuts what is open; Tab stays in a sheet that covers the page ----------
  document.addEventListener('keydown', function (event) {
    if (event.key === 'Escape') {
      var part = all('.part[open]').pop();
      if (part) {
        part.open = false;
        part.querySelector('summary').focus();
      } else if (drawer) {
        history.back();
      } else if (location.hash === '#catalogue') {
        if (leftFor) history.back();
        else location.hash = '#main';
      }
    } else if (event.key === 'Tab' && drawer && drawer.getBoundingClientRect().left < 8) {
      var stops = all('a[href], button, summary, input', drawer);
      var first = stops[0];
      var last = stops[stops.length - 1];
      if (event.shiftKey && document.activeElement === first) {
        event.preventDefault();
        last.focus();
      } else if (!event.shiftKey && document.activeElement === last) {
        event.preventDefault();
        first.focus();
      }
    }
  });

  // ---------- the catalogue takes the focus when it opens, and gives it back ----------
  var leftFor = null;
  document.addEventListener('click', function (event) {
    var link = event.target instanceof Element && event.target.closest('a[href="#catalogue"]');
    if (link) leftFor = link;
  });
  window.addEventListener('hashchange', function () {
    var heading = document.querySelector('#catalogue h2');
    if (location.hash === '#catalogue' && heading) {
      heading.focus({ preventScroll: true });
    } else if (leftFor) {
      leftFor.focus({ preventScroll: true });
      leftFor = null;
    }
  });

  // ---------- one part of the sentence at a time ----------
  document.addEventListener('toggle', function (event) {
    if (!event.target.matches || !event.target.matches('.part') || !event.target.open) return;
    all('.part[open]').forEach(function (part) {
      if (part !== event.target) part.open = false;
    });
    var pick = event.target.querySelector('.pick');
    if (pick) event.target.classList.toggle('flip', pick.getBoundingClientRect().right > window.innerWidth);
    var first = event.target.querySelector('.pick input:not([type=hidden]), .pick select, .pick a');
    if (first) first.focus({ preventScroll: true });
  }, true);
  document.addEventListener('click', function (event) {
    all('.part[open]').forEach(function (part) {
      if (!part.contains(event.target)) part.open = false;
    });
  });

  // ---------- Enter goes to the next field where many are typed in a row ----------
  document.addEventListener('keydown', function (event) {
    if (event.key !== 'Enter' || event.isComposing || !event.target.matches('form[data-next] input')) return;
    var fields = all('input:not([type=hidden]), select, textarea', event.target.form);
    var next = fields[fields.indexOf(event.target) + 1];
    if (next) {
      event.preventDefault();
      next.focus();
      if (next.select) next.select();
    }
  });

  // ---------- a form that shows what it makes asks for itself again when a choice changes ----------
  var turns = 0, composing = false;
  function written(form) {
    var pairs = new URLSearchParams(new FormData(form));
    pairs.set('do', form.dataset.again);
    return pairs.toString();
  }
  // What was typed while the answer was on its way is not lost: the form asks once more.
  function askAgain(form) {
    var sent = written(form), turn = ++turns;
    fetch(form.action, { method: 'POST', credentials: 'same-origin', body: new URLSearchParams(sent), headers: { Accept: 'text/html' } })
      .then(function (answer) { return answer.text(); })
      .then(function (text) {
        if (turn !== turns || !document.contains(form)) return;
        if (composing || written(form) !== sent) { setTimeout(function () { if (turn === turns) askAgain(form); }, 150); return; }
        var main = new DOMParser().parseFromString(text, 'text/html').querySelector('#main');
        if (!main) return;
        var here = document.activeElement, caret = here && here.type === 'text' ? here.selectionStart : null;
        document.querySelector('#main').replaceWith(document.importNode(main, true));
        var there = here && (here.id ? document.getElementById(here.id) : here.name &&
          document.querySelector('[name="' + CSS.escape(here.name) + '"][value="' + CSS.escape(here.value) + '"]'));
        if (!there) return;
        there.focus({ preventScroll: true });
        if (caret !== null && there.type === 'text') there.setSelectionRange(caret, caret);
      }).catch(function () {});
  }
  document.addEventListener('compositionstart', function () { composing = true; });
  document.addEventListener('compositionend', function () { composing = false; });
  document.addEventListener('change', function (event) {
    var form = event.target.form;
    if (form && form.dataset.again && event.target.matches('select, input[type=radio], input[type=checkbox]')) askAgain(form);
  });

  // ---------- what a form would move stands below it while it is typed ----------
  var asking = 0;
  document.addEventListener('change', function (event) {
    var form = event.target.form;
    if (!form || !form.hasAttribute('data-live')) return;
    var turn = ++asking;
    setTimeout(function () {
      if (turn !== asking || !document.contains(form) || form.dataset.sent) return;
      var sent = new URLSearchParams(new FormData(form));
      sent.set('see', '1');
      fetch(form.action, { method: 'POST', credentials: 'same-origin', body: sent, headers: { Accept: 'text/html' } })
        .then(function (answer) { return answer.text(); })
        .then(function (text) {
          var next = new DOMParser().parseFromString(text, 'text/html').querySelector('#moves');
          var here = form.querySelector('#moves');
          if (turn !== asking || !next || !here) return;
          here.hidden = next.hidden;
          here.replaceChildren.apply(here, Array.from(document.importNode(next, true).childNodes));
        }).catch(function () {});
    }, 300);
  });

  // ---------- a form is sent once ----------
  document.addEventListener('submit', function (event) {
    var form = event.target;
    if (form.method !== 'post' || form.dataset.again) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = 'yes';
    setTimeout(function () { delete form.dataset.sent; }, 8000);
  });
  window.addEventListener('pageshow', function () {
    all('form[data-sent]').forEach(function (form) { delete form.dataset.sent; });
  });

  // ---------- passing a page on, copying, printing, seeing a password ----------
  function copy(text) {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    return Promise.reject(new Error('no clipboard'));
  }

  all('[data-copy]').forEach(function (button) {
    button.hidden = false;
    button.addEventListener('click', function () {
      var source = document.getElementById(button.dataset.copy);
      if (!source) return;
      var text = source.value === undefined ? source.textContent : source.value;
      copy(text).then(function () {
        if (!button.dataset.done) return;
        var words = button.textContent;
        button.textContent = button.dataset.done;
        setTimeout(function () { button.textContent = words; }, 2000);
      }).catch(function () {
        if (source.select) source.select();
      });
    });
  });

  all('[data-share]').forEach(function (button) {
    if (!navigator.share) return;
    button.hidden = false;
    button.addEventListener('click', function () {
      navigator.share({ title: document.title, url: location.href.split('#')[0] }).catch(function () {});
    });
  });

  all('[data-print]').forEach(function (button) {
    button.hidden = false;
    button.addEventListener('click', function () { window.print(); });
  });

  all('[data-reveal]').forEach(function (label) {
    var secret = document.getElementById(label.dataset.reveal);
    label.hidden = !secret;
    label.addEventListener('change', function (event) {
      secret.type = event.target.checked ? 'text' : 'password';
    });
  });

  // The place of the reader is asked only when they press, and goes only into the address.
  all('[data-locate]').forEach(function (link) {
    link.addEventListener('click', function (event) {
      if (!navigator.geolocation) return;
      event.preventDefault();
      var go = function (at) {
        var address = new URL(link.href);
        if (at) address.searchParams.set('at', at.coords.latitude.toFixed(4) + ',' + at.coords.longitude.toFixed(4));
        location.href = address.href;
      };
      navigator.geolocation.getCurrentPosition(go, function () { go(null); }, { timeout: 8000, maximumAge: 60000 });
    });
  });

  // ---------- the hall's screen asks for itself again; what it shows stays while nobody answers ----------
  all('[data-reload]').forEach(function (part) {
    setInterval(function () {
      fetch(location.href, { cache: 'no-store' }).then(function (answer) {
        if (answer.ok) location.reload();
      }).catch(function () {});
    }, Number(part.dataset.reload) * 1000);
  });

  // ---------- how far long work is ----------
  function follow(part) {
    setTimeout(function () {
      fetchPart(part.dataset.again, '.progress').then(function (next) {
        part.replaceWith(next);
        if (next.dataset.again) follow(next);
        else if (next.dataset.then) location.href = next.dataset.then;
      }).catch(function () {
        follow(part);
      });
    }, 1000);
  }
  all('.progress[data-again]').forEach(follow);
})();
