/* Punte: keys for the moderators' desk. Every key has a button or a link that does the same. Plain ES2017. */
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

  /* What could not be done is said first. */
  focus(document.getElementById('trouble'));
}());
