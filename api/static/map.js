/* The map that moves. It shows the list of this page on a map; without it the list is there. Plain ES2017. */
(function () {
  'use strict';
  var box = document.getElementById('moving-map');
  var L = window.L;
  if (!box || !L || !window.topojson) { return; }
  var words = box.dataset;
  box.hidden = false;

  var map = L.map(box, { minZoom: 3, maxZoom: 13, zoomSnap: .5, zoomControl: false });
  L.control.zoom({ zoomInTitle: words.nearer, zoomOutTitle: words.farther }).addTo(map);
  map.attributionControl.setPrefix(false).addAttribution(words.credit);

  // The lines of the land lie below everything and are not to be hit.
  map.createPane('land').style.zIndex = 200;
  function draw(topology, name, classOf) {
    L.geoJSON(window.topojson.feature(topology, topology.objects[name]), {
      pane: 'land',
      interactive: false,
      style: function (feature) { return { className: classOf(feature), weight: 1, fillOpacity: 1 }; }
    }).addTo(map);
  }
  // Beyond this there is no land in our file: the sea ends there, too.
  L.rectangle([[42.5, 13], [55.2, 41]], { pane: 'land', interactive: false, className: 'lw', fillOpacity: 1 }).addTo(map);
  fetch(words.region).then(function (answer) { return answer.json(); }).then(function (topology) {
    draw(topology, 'country', function (feature) { return feature.properties.iso ? 'l1' : 'l2'; });
    draw(topology, 'lake', function () { return 'lw'; });
    draw(topology, 'river', function () { return 'rv'; });
  }).catch(function () { box.hidden = true; });

  // One offer: silhouette and glyph of its category. Several: their number in place of the glyph.
  function sign(kind, count) {
    var space = 'http://www.w3.org/2000/svg';
    var svg = document.createElementNS(space, 'svg');
    svg.setAttribute('class', 'mk');
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('aria-hidden', 'true');
    var glyphs = { housing: [6, 8, 12], transport: [5, 5, 14], medical: [5, 5, 14], job: [5, 5, 14], service: [6, 6, 12] };
    var at = glyphs[kind];
    var shape = document.createElementNS(space, 'use');
    shape.setAttribute('href', words.icons + '#s-' + kind);
    svg.appendChild(shape);
    if (count > 1) {
      var text = document.createElementNS(space, 'text');
      text.setAttribute('x', 12);
      text.setAttribute('y', kind === 'housing' ? 18 : 16);
      text.textContent = count;
      svg.appendChild(text);
      return svg;
    }
    var glyph = document.createElementNS(space, 'use');
    glyph.setAttribute('class', 'g');
    glyph.setAttribute('href', words.icons + '#' + (kind === 'medical' ? 'plus' : kind));
    glyph.setAttribute('x', at[0]);
    glyph.setAttribute('y', at[1]);
    glyph.setAttribute('width', at[2]);
    glyph.setAttribute('height', at[2]);
    svg.appendChild(glyph);
    return svg;
  }

  function about(link) {
    var text = document.createElement('div');
    var copy = document.createElement('a');
    copy.href = link.href;
    copy.appendChild(link.firstElementChild.cloneNode(true));
    text.appendChild(copy);
    var place = document.createElement('p');
    place.textContent = link.dataset.place + ('area' in link.dataset ? ' · ' + words.area : '');
    text.appendChild(place);
    return text;
  }

  var offers = [];
  var points = [];
  var rings = {};
  document.querySelectorAll('#spots a').forEach(function (link) {
    var point = [Number(link.dataset.lat), Number(link.dataset.lon)];
    points.push(point);
    offers.push({ point: point, kind: link.dataset.kind, link: link });
    if ('area' in link.dataset && !rings[point.join()]) {
      rings[point.join()] = true;
      L.circle(point, { radius: 1000, className: 'area k-' + link.dataset.kind, interactive: false, weight: 1.5 }).addTo(map);
    }
  });

  // What a finger could not tell apart at this zoom is one sign, whose card names them all.
  var APART = 44;
  var shown = [];
  function gather() {
    shown.forEach(function (marker) { marker.remove(); });
    var groups = [];
    offers.forEach(function (offer) {
      var at = map.latLngToLayerPoint(offer.point);
      var near = groups.filter(function (group) { return group.at.distanceTo(at) < APART; })[0];
      if (near) { near.offers.push(offer); } else { groups.push({ at: at, offers: [offer] }); }
    });
    shown = groups.map(function (group) {
      var first = group.offers[0];
      var alike = group.offers.every(function (offer) { return offer.kind === first.kind; });
      var kind = alike ? first.kind : 'service';
      var names = group.offers.map(function (offer) { return offer.link.textContent; }).join(' · ');
      var card = document.createElement('div');
      group.offers.forEach(function (offer) { card.appendChild(about(offer.link)); });
      return L.marker(first.point, {
        icon: L.divIcon({ className: 'spot k-' + kind, html: sign(kind, group.offers.length), iconSize: [32, 32] }),
        title: names,
        alt: names
      }).bindPopup(card, { maxHeight: 240 }).addTo(map);
    });
  }
  if (points.length) { map.fitBounds(points, { padding: [40, 40], maxZoom: 9 }); } else { map.setView([47, 28.5], 6); }

  // Names of places, the largest first: whichever would lie on another or on a sign is left out at this zoom.
  var towns = [];
  document.querySelectorAll('#towns li').forEach(function (item) {
    var name = document.createElement('span');
    name.textContent = item.textContent;
    var point = [Number(item.dataset.lat), Number(item.dataset.lon)];
    var icon = L.divIcon({ className: 'town', html: name, iconSize: null, iconAnchor: [2, 8] });
    towns.push({ point: point, wide: 14 + 7 * item.textContent.length, mark: L.marker(point, { icon: icon, interactive: false, keyboard: false, zIndexOffset: -1000 }) });
  });
  function name() {
    var taken = points.map(function (point) { var at = map.latLngToLayerPoint(point); return [at.x - 16, at.y - 16, at.x + 16, at.y + 16]; });
    towns.forEach(function (town) {
      var at = map.latLngToLayerPoint(town.point);
      var own = [at.x, at.y - 9, at.x + town.wide, at.y + 9];
      var free = !taken.some(function (other) {
        return own[0] < other[2] && other[0] < own[2] && own[1] < other[3] && other[1] < own[3];
      });
      if (free) { taken.push(own); town.mark.addTo(map); } else { town.mark.remove(); }
    });
  }
  map.on('zoomend', function () { gather(); name(); });
  gather();
  name();

  map.on('popupopen', function (event) {
    var close = event.popup.getElement().querySelector('.leaflet-popup-close-button');
    if (close) { close.setAttribute('aria-label', words.close); }
  });
}());
