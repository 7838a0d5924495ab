/* Punte: what a script adds. Every page works without it. Plain ES2017, for phones of 2017. */
(function () {
  'use strict';

  // Leave at once, without an entry to come back to.
  var leave = document.getElementById('leave');
  if (leave) {
    leave.addEventListener('click', function (event) {
      event.preventDefault();
      document.body.hidden = true;
      window.location.replace(leave.href);
    });
  }

  // A form is sent once: the second tap of a nervous finger does nothing. The server holds that as well.
  document.addEventListener('submit', function (event) {
    var form = event.target;
    if (form.method !== 'post') { return; }
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = '1';
  });
  window.addEventListener('pageshow', function () {
    document.querySelectorAll('form[data-sent]').forEach(function (form) { delete form.dataset.sent; });
  });

  // Help lines and guides for when there is no connection. Nothing of anybody is kept.
  var language = document.documentElement.lang;
  if ('serviceWorker' in navigator && /^(uk|ro|en|ru)$/.test(language)) {
    navigator.serviceWorker.register('/' + language + '/sw.js', { scope: '/' + language + '/' }).catch(function () {});
  }

  // The square on a card, and a link in a mail, open a page with the code behind the #, which no server ever sees; nor does it stay in
  // the address. Whoever has to sign in on the way takes it along.
  var code = document.querySelector('#code');
  var next = document.querySelector('input[name="next"]');
  if (/^#[0-9A-Za-z-]{28,40}$/.test(window.location.hash)) {
    if (next && next.value) {
      next.form.action += window.location.hash;
    } else if (code && !code.value) {
      code.value = window.location.hash.slice(1);
      window.history.replaceState(null, '', window.location.pathname + window.location.search);
    }
  }

  // A code is too long for one line of a small phone; it is sent as one line is.
  if (code && code.tagName === 'TEXTAREA') {
    code.addEventListener('keydown', function (event) {
      if (event.key === 'Enter') { event.preventDefault(); code.form.querySelector('button').click(); }
    });
  }

  // What is wrong is said first.
  var errors = document.getElementById('errors');
  if (errors) { errors.focus(); }
}());
