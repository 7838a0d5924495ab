/* Punte: keys for the moderators' desk, and the lease of what is worked on. Every key has a button or a link that does the same. Plain
   ES2017. */
(function () {
  'use strict';
  var KEPT = 'punte-desk-keys';
  var box = document.getElementById('keys');
  var toggle = document.getElementById('keys-switch');
  var at = -1;

  function isOn() {
    try { return window.localStorage.getItem(KEPT) !== 'off'; } catch (refused) { return true; }
  }
  function say() {
    toggle.textContent = isOn() ? toggle.dataset.off : toggle.dataset.on;
  }
  if (box && toggle) {
    box.hidden = false;
    say();
    toggle.addEventListener('click', function () {
      try { window.localStorage.setItem(KEPT, isOn() ? 'off' : 'on'); } catch (refused) { /* nothing is kept: on again next time */ }
      say();
    });
  }

  function find(selector) { return document.querySelector(selector); }
  function all(selector) { return Array.prototype.slice.call(document.querySelectorAll(selector)); }
  function press(element) {
    if (!element) { return false; }
    element.click();
    return true;
  }
  function focus(element) {
    if (!element) { return false; }
    element.focus();
    element.scrollIntoView({ block: 'center' });
    return true;
  }

  /* The queue: one row is the one that keys act on; its link has the focus, so that it is seen and read out. */
  var rows = all('[data-row]');
  function row() {
    var inside = rows.filter(function (r) { return r.contains(document.activeElement); })[0];
    if (inside) { at = rows.indexOf(inside); }
    return rows[at];
  }
  function move(by) {
    if (!rows.length) { return false; }
    row();
    at = Math.max(0, Math.min(rows.length - 1, at + by));
    return focus(rows[at].querySelector('[data-open]'));
  }
  function inRow(selector) {
    var r = row() || rows[0];
    return r ? r.querySelector(selector) : null;
  }

  /* The checklist: a point is answered, and the next one that is not has the focus. */
  function points() { return all('[data-point]'); }
  function open(after) {
    var list = points();
    var from = list.indexOf(after) + 1;
    return list.slice(from).concat(list.slice(0, from)).filter(function (p) { return !p.querySelector('input:checked'); })[0];
  }
  function point() {
    return points().filter(function (p) { return p.contains(document.activeElement); })[0];
  }
  function answer(value) {
    var here = point();
    if (!here) { return false; }
    here.querySelector('input[value=' + value + ']').checked = true;
    var next = open(here);
    return focus(next ? next.querySelector('input') : find('[data-send]'));
  }
  function decide(decision) {
    var radio = find('[data-decision=' + decision + ']');
    if (!radio) { return false; }
    radio.checked = true;
    var next = open(null);
    if (decision === 'approve') { return focus(next ? next.querySelector('input') : find('[data-send]')); }
    return focus(document.getElementById('reason-code'));
  }

  /* Somebody else: the part of the form that hands it on is opened, and its reason has the focus. */
  function handOn() {
    var part = document.getElementById('hand-on');
    if (!part) { return false; }
    part.open = true;
    return focus(document.getElementById('escalation'));
  }

  var keys = {
    j: function () { return move(1); },
    k: function () { return move(-1); },
    o: function () { return press(inRow('[data-open]')); },
    t: function () { return press(rows.length ? inRow('[data-take]') : find('[data-take]')); },
    x: function () { return press(inRow('[data-tick]')); },
    '/': function () { return focus(document.getElementById('q')); },
    a: function () { return decide('approve'); },
    c: function () { return decide('request_changes'); },
    r: function () { return decide('reject'); },
    e: function () { return handOn(); },
    y: function () { return answer('yes'); },
    n: function () { return answer('no'); },
    u: function () { return answer('unknown'); },
    s: function () { return press(find('[data-send]')); },
    q: function () { return press(find('[data-queue]')); },
    '?': function () {
      var help = document.getElementById('keys-help');
      if (!help) { return false; }
      help.open = !help.open;
      return focus(help.querySelector('summary'));
    }
  };

  document.addEventListener('keydown', function (event) {
    var target = event.target;
    var typing = target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName) ||
      (target.tagName === 'INPUT' && !/^(radio|checkbox)$/.test(target.type));
    if (event.key === 'Escape' && typing) { target.blur(); return; }
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && document.getElementById('decision-form')) {
      event.preventDefault();
      press(find(target.closest('#hand-on') ? '[data-hand-on]' : '[data-send]'));
      return;
    }
    if (typing || event.ctrlKey || event.altKey || event.metaKey || event.repeat || !isOn()) { return; }
    var does = Object.prototype.hasOwnProperty.call(keys, event.key) ? keys[event.key] : null;
    if (does && does()) { event.preventDefault(); }
  });

  /* The lease: it begins anew while somebody works here, so that nobody loses it over a long checklist. How long it lasts is shown; that
     it ends, or is somebody else's, is said, and nothing is switched off. Without a script every form that is sent does the same. */
  var lease = document.getElementById('lease');
  var form = document.getElementById('decision-form');
  if (lease && form) {
    var words = lease.dataset.words.split('|');
    var said = document.getElementById('lease-said');
    var full = lease.dataset.full * 1000;
    var every = lease.dataset.every * 1000;
    var ends = Date.now() + lease.dataset.seconds * 1000;
    var began = ends - full;
    var working = false;
    var asking = false;
    var lost = false;
    var leaving = false;

    var tell = function (text) {
      if (said.textContent === text) { return; }
      said.textContent = text;
      said.className = text ? 'panel p-warn' : '';
    };
    var show = function () {
      var left = Math.max(0, Math.ceil((ends - Date.now()) / 60000));
      all('[data-left]').forEach(function (place) { place.textContent = words[Math.min(left, words.length - 1)]; });
      if (lost) { return; }
      tell(left === 0 ? lease.dataset.over : left <= 2 ? words[left] : '');
    };
    var renew = function () {
      if (!working || asking || lost || leaving || Date.now() - began < every) { return; }
      asking = true;
      working = false;
      var asked = Date.now();
      var body = new URLSearchParams();
      body.append('do', 'renew');
      ['guard', 'once'].forEach(function (name) { body.append(name, form.querySelector('[name=' + name + ']').value); });
      fetch(form.getAttribute('action'), { method: 'POST', body: body, credentials: 'same-origin', redirect: 'manual' }).then(function (answer) {
        began = asked;
        if (answer.status === 204) { ends = asked + full; }
        if (answer.status === 409) { return answer.text().then(function (why) { lost = true; ends = asked; tell(why); }); }
      }).catch(function () { working = true; /* no connection: asked again in a while */ }).then(function () { asking = false; show(); });
    };
    ['input', 'click', 'keydown'].forEach(function (what) {
      document.addEventListener(what, function () { working = true; });
    });
    /* Whoever gives it back must not take it again in the same moment. */
    document.addEventListener('submit', function () { leaving = true; });
    window.addEventListener('pageshow', function () { leaving = false; });
    window.setInterval(function () { renew(); show(); }, 15000);
  }

  /* What could not be done is said first. */
  focus(document.getElementById('trouble'));
}());
