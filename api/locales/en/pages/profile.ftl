### What a provider says about itself, and correcting it.
profile = Our profile
profile-of-one = My profile
profile-lead = What you say about yourselves. Correct here what is not right, or not right any more.
profile-again = Another name, registration number or legal representative has to be checked again. As soon as you save one, nobody sees your offers until we have looked, and choices that wait for your answer end.
profile-agreed = What you have agreed stays agreed.
profile-following = Whoever follows requests for your organisation cannot open them until then.
profile-rest = Everything else counts at once, and your offers stay visible. People to whom you said yes see the new contact.
profile-kind = Registered as: { $kind }. This stays as it is.
profile-email-hint = Not the address with which you sign in: that one stays.
said-provider-corrected = Saved. It counts at once.
said-provider-corrected-again = Saved. We look at who you are. Until that is done, nobody sees your offers.
profile-held = This stays as it is for now
profile-held-do = Something about you is being looked into. Until that is done, your name, register entry and contacts stay as they are; after that you can correct them. We put them back below. When to call and your languages are as you wrote them: save them, if you like.
