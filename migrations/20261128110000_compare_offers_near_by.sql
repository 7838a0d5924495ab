-- Moderators are shown offers near by that may be the same thing (signals::alike): those that are neither drafts nor over are looked for by
-- their published point, nearest first.
create index offer_near_idx on offer using gist (published_point) where review not in ('draft', 'withdrawn', 'rejected');
