-- What moderators looked at is what becomes approved: never the version that was there before, which an edit had just hidden.
-- As before (20261127121000); from review an offer is approved on its newest version only. A former one has all its approvals, and so
-- nothing but the use case kept whoever writes here from showing the old address again while the new one waits.
create or replace function guard_offer_approval() returns trigger language plpgsql as $$
declare
    approvals integer;
    needed integer;
begin
    if (tg_op = 'INSERT' and new.review <> 'draft')
        or (tg_op = 'UPDATE' and new.review <> old.review and not offer_step(old.review, new.review)) then
        raise exception 'an offer does not become %', new.review
            using errcode = 'check_violation', constraint = 'offer_step_check';
    end if;
    if tg_op = 'UPDATE' and new.review = 'in_review' and old.review in ('approved', 'changes_requested', 'rejected') and not exists (
        select from decision_undo u join review_decision d on d.id = u.decision_id join review_item i on i.id = u.review_item_id
        where i.offer_id = new.id and d.undone_at is not null and u.until > app_now()
    ) then
        raise exception 'no decision was taken back'
            using errcode = 'check_violation', constraint = 'offer_step_check';
    end if;
    if tg_op = 'UPDATE' and old.review = 'in_review' and new.review = 'approved'
        and new.live_revision_id is distinct from new.latest_revision_id then
        raise exception 'only what was looked at is approved'
            using errcode = 'check_violation', constraint = 'offer_approvals_check';
    end if;
    if new.live_revision_id is null or (tg_op = 'UPDATE' and new.live_revision_id is not distinct from old.live_revision_id
        and (new.review <> 'approved' or old.review = 'approved')) then
        return new;
    end if;
    select count(distinct d.moderator_id) into approvals from review_decision d
        where d.revision_id = new.live_revision_id and d.decision = 'approve' and d.undone_at is null;
    select approvals_required(r.content #>> '{details,category}', p.kind, r.content) into needed
        from offer_revision r, provider p
        where r.id = new.live_revision_id and r.offer_id = new.id and p.id = new.provider_id and r.submitted_at is not null
            and r.content #>> '{details,category}' = new.category
            and not exists (select from review_decision d where d.revision_id = r.id and d.decision <> 'approve' and d.undone_at is null);
    if needed is null or approvals < needed then
        raise exception 'the revision has % of % approvals', approvals, needed
            using errcode = 'check_violation', constraint = 'offer_approvals_check';
    end if;
    return new;
end
$$;
