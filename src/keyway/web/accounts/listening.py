"""What happens when a person is saved, a session begins or a second factor is proven."""

from allauth.account.signals import authentication_step_completed
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_save

from keyway.web.accounts import addresses, factors, sessions

post_save.connect(addresses.keep_in_step, sender=get_user_model())
user_logged_in.connect(sessions.note_begin)
authentication_step_completed.connect(factors.note_proof)
authenticator_added.connect(factors.note_new_factor)
authenticator_removed.connect(factors.note_lost_factor)
