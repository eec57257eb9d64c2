-- What the migrations leave behind in an empty SQLite database. Written by
-- `keyway migrate --write-beginning`, with KEYWAY_DATA set to an empty folder; not by hand.
CREATE TABLE "django_migrations" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app" varchar(255) NOT NULL, "name" varchar(255) NOT NULL, "applied" datetime NOT NULL);
CREATE TABLE "django_content_type" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app_label" varchar(100) NOT NULL, "model" varchar(100) NOT NULL);
CREATE TABLE "auth_group_permissions" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED, "permission_id" integer NOT NULL REFERENCES "auth_permission" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "auth_permission" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "codename" varchar(100) NOT NULL, "name" varchar(255) NOT NULL);
CREATE TABLE "auth_group" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(150) NOT NULL UNIQUE);
CREATE TABLE "partners_person" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "password" varchar(128) NOT NULL, "last_login" datetime NULL, "is_superuser" bool NOT NULL, "email" varchar(254) NOT NULL UNIQUE, "full_name" varchar(150) NOT NULL, "preferred_language" varchar(8) NOT NULL, "is_active" bool NOT NULL, "joined_at" datetime NOT NULL, "access_changed_at" datetime NULL);
CREATE TABLE "partners_person_groups" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "person_id" bigint NOT NULL REFERENCES "partners_person" ("id") DEFERRABLE INITIALLY DEFERRED, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "partners_person_user_permissions" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "person_id" bigint NOT NULL REFERENCES "partners_person" ("id") DEFERRABLE INITIALLY DEFERRED, "permission_id" integer NOT NULL REFERENCES "auth_permission" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "account_emailconfirmation" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "created" datetime NOT NULL, "sent" datetime NULL, "key" varchar(64) NOT NULL UNIQUE, "email_address_id" integer NOT NULL REFERENCES "account_emailaddress" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "account_emailaddress" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "verified" bool NOT NULL, "primary" bool NOT NULL, "user_id" bigint NOT NULL REFERENCES "partners_person" ("id") DEFERRABLE INITIALLY DEFERRED, "email" varchar(254) NOT NULL);
CREATE TABLE "wagtailcore_collection" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "path" varchar(255) NOT NULL UNIQUE, "depth" integer unsigned NOT NULL CHECK ("depth" >= 0), "numchild" integer unsigned NOT NULL CHECK ("numchild" >= 0), "name" varchar(255) NOT NULL);
CREATE TABLE "wagtailcore_groupcollectionpermission" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "collection_id" integer NOT NULL REFERENCES "wagtailcore_collection" ("id") DEFERRABLE INITIALLY DEFERRED, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED, "permission_id" integer NOT NULL REFERENCES "auth_permission" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_pageviewrestriction_groups" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "pageviewrestriction_id" integer NOT NULL REFERENCES "wagtailcore_pageviewrestriction" ("id") DEFERRABLE INITIALLY DEFERRED, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_pageviewrestriction" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "password" varchar(255) NOT NULL, "page_id" integer NOT NULL REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED, "restriction_type" varchar(20) NOT NULL);
CREATE TABLE "wagtailcore_collectionviewrestriction" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "restriction_type" varchar(20) NOT NULL, "password" varchar(255) NOT NULL, "collection_id" integer NOT NULL REFERENCES "wagtailcore_collection" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_collectionviewrestriction_groups" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "collectionviewrestriction_id" integer NOT NULL REFERENCES "wagtailcore_collectionviewrestriction" ("id") DEFERRABLE INITIALLY DEFERRED, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_site" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "hostname" varchar(255) NOT NULL, "port" integer NOT NULL, "is_default_site" bool NOT NULL, "root_page_id" integer NOT NULL REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED, "site_name" varchar(255) NOT NULL);
CREATE TABLE "wagtailcore_task" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(255) NOT NULL, "active" bool NOT NULL, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_workflow" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(255) NOT NULL, "active" bool NOT NULL);
CREATE TABLE "wagtailcore_groupapprovaltask" ("task_ptr_id" integer NOT NULL PRIMARY KEY REFERENCES "wagtailcore_task" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_workflowpage" ("page_id" integer NOT NULL PRIMARY KEY REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED, "workflow_id" integer NOT NULL REFERENCES "wagtailcore_workflow" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_workflowtask" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "sort_order" integer NULL, "task_id" integer NOT NULL REFERENCES "wagtailcore_task" ("id") DEFERRABLE INITIALLY DEFERRED, "workflow_id" integer NOT NULL REFERENCES "wagtailcore_workflow" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_groupapprovaltask_groups" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "groupapprovaltask_id" integer NOT NULL REFERENCES "wagtailcore_groupapprovaltask" ("task_ptr_id") DEFERRABLE INITIALLY DEFERRED, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_locale" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "language_code" varchar(100) NOT NULL UNIQUE);
CREATE TABLE "wagtailcore_page" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "path" varchar(255) NOT NULL UNIQUE, "depth" integer unsigned NOT NULL CHECK ("depth" >= 0), "numchild" integer unsigned NOT NULL CHECK ("numchild" >= 0), "title" varchar(255) NOT NULL, "slug" varchar(255) NOT NULL, "live" bool NOT NULL, "has_unpublished_changes" bool NOT NULL, "url_path" text NOT NULL, "seo_title" varchar(255) NOT NULL, "show_in_menus" bool NOT NULL, "search_description" text NOT NULL, "go_live_at" datetime NULL, "expire_at" datetime NULL, "expired" bool NOT NULL, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "owner_id" bigint NULL REFERENCES "partners_person" ("id") DEFERRABLE INITIALLY DEFERRED, "locked" bool NOT NULL, "latest_revision_created_at" datetime NULL, "first_published_at" datetime NULL, "live_revision_id" integer NULL REFERENCES "wagtailcore_revision" ("id") DEFERRABLE INITIALLY DEFERRED, "last_published_at" datetime NULL, "draft_title" varchar(255) NOT NULL, "locked_at" datetime NULL, "locked_by_id" bigint NULL REFERENCES "partners_person" ("id") DEFERRABLE INITIALLY DEFERRED, "locale_id" integer NOT NULL REFERENCES "wagtailcore_locale" ("id") DEFERRABLE INITIALLY DEFERRED, "translation_key" char(32) NOT NULL, "alias_of_id" integer NULL REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED, "latest_revision_id" integer NULL REFERENCES "wagtailcore_revision" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_commentreply" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "text" text NOT NULL, "created_at" datetime NOT NULL, "updated_at" datetime NOT NULL, "comment_id" integer NOT NULL REFERENCES "wagtailcore_comment" ("id") DEFERRABLE INITIALLY DEFERRED, "user_id" bigint NOT NULL REFERENCES "partners_person" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_pagesubscription" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "comment_notifications" bool NOT NULL, "page_id" integer NOT NULL REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED, "user_id" bigint NOT NULL REFERENCES "partners_person" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtail_localize_string" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "data_hash" char(32) NOT NULL, "data" text NOT NULL, "locale_id" integer NOT NULL REFERENCES "wagtailcore_locale" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtail_localize_template" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uuid" char(32) NOT NULL UNIQUE, "template" text NOT NULL, "template_format" varchar(100) NOT NULL, "string_count" integer unsigned NOT NULL CHECK ("string_count" >= 0));
CREATE TABLE "wagtail_localize_translatableobject" ("translation_key" char(32) NOT NULL PRIMARY KEY, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtail_localize_templatesegment" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "order" integer unsigned NOT NULL CHECK ("order" >= 0), "context_id" integer NOT NULL REFERENCES "wagtail_localize_translationcontext" ("id") DEFERRABLE INITIALLY DEFERRED, "source_id" integer NOT NULL REFERENCES "wagtail_localize_translationsource" ("id") DEFERRABLE INITIALLY DEFERRED, "template_id" integer NOT NULL REFERENCES "wagtail_localize_template" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtail_localize_stringsegment" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "order" integer unsigned NOT NULL CHECK ("order" >= 0), "attrs" text NOT NULL, "context_id" integer NOT NULL REFERENCES "wagtail_localize_translationcontext" ("id") DEFERRABLE INITIALLY DEFERRED, "source_id" integer NOT NULL REFERENCES "wagtail_localize_translationsource" ("id") DEFERRABLE INITIALLY DEFERRED, "string_id" integer NOT NULL REFERENCES "wagtail_localize_string" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtail_localize_relatedobjectsegment" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "order" integer unsigned NOT NULL CHECK ("order" >= 0), "context_id" integer NOT NULL REFERENCES "wagtail_localize_translationcontext" ("id") DEFERRABLE INITIALLY DEFERRED, "object_id" char(32) NOT NULL REFERENCES "wagtail_localize_translatableobject" ("translation_key") DEFERRABLE INITIALLY DEFERRED, "source_id" integer NOT NULL REFERENCES "wagtail_localize_translationsource" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_comment" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "text" text NOT NULL, "contentpath" text NOT NULL, "position" text NOT NULL, "created_at" datetime NOT NULL, "updated_at" datetime NOT NULL, "resolved_at" datetime NULL, "page_id" integer NOT NULL REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED, "resolved_by_id" bigint NULL REFERENCES "partners_person" ("id") DEFERRABLE INITIALLY DEFERRED, "revision_created_id" integer NULL REFERENCES "wagtailcore_revision" ("id") DEFERRABLE INITIALLY DEFERRED, "user_id" bigint NOT NULL REFERENCES "partners_person" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_referenceindex" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "object_id" varchar(255) NOT NULL, "to_object_id" varchar(255) NOT NULL, "model_path" text NOT NULL, "content_path" text NOT NULL, "content_path_hash" char(32) NOT NULL, "base_content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "to_content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_taskstate" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "status" varchar(50) NOT NULL, "started_at" datetime NOT NULL, "finished_at" datetime NULL, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "task_id" integer NOT NULL REFERENCES "wagtailcore_task" ("id") DEFERRABLE INITIALLY DEFERRED, "workflow_state_id" integer NOT NULL REFERENCES "wagtailcore_workflowstate" ("id") DEFERRABLE INITIALLY DEFERRED, "finished_by_id" bigint NULL REFERENCES "partners_person" ("id") DEFERRABLE INITIALLY DEFERRED, "comment" text NOT NULL, "revision_id" integer NOT NULL REFERENCES "wagtailcore_revision" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_workflowstate" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "status" varchar(50) NOT NULL, "created_at" datetime NOT NULL, "current_task_state_id" integer NULL UNIQUE REFERENCES "wagtailcore_taskstate" ("id") DEFERRABLE INITIALLY DEFERRED, "requested_by_id" bigint NULL REFERENCES "partners_person" ("id") DEFERRABLE INITIALLY DEFERRED, "workflow_id" integer NOT NULL REFERENCES "wagtailcore_workflow" ("id") DEFERRABLE INITIALLY DEFERRED, "object_id" varchar(255) NOT NULL, "base_content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_workflowcontenttype" ("content_type_id" integer NOT NULL PRIMARY KEY REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "workflow_id" integer NOT NULL REFERENCES "wagtailcore_workflow" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_modellogentry" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "label" text NOT NULL, "action" varchar(255) NOT NULL, "timestamp" datetime NOT NULL, "content_changed" bool NOT NULL, "deleted" bool NOT NULL, "object_id" varchar(255) NOT NULL, "content_type_id" integer NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "user_id" bigint NULL, "uuid" char(32) NULL, "revision_id" integer NULL, "data" text NOT NULL CHECK ((JSON_VALID("data") OR "data" IS NULL)));
CREATE TABLE "wagtailcore_pagelogentry" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "label" text NOT NULL, "action" varchar(255) NOT NULL, "timestamp" datetime NOT NULL, "content_changed" bool NOT NULL, "deleted" bool NOT NULL, "content_type_id" integer NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "page_id" integer NOT NULL, "revision_id" integer NULL, "user_id" bigint NULL, "uuid" char(32) NULL, "data" text NOT NULL CHECK ((JSON_VALID("data") OR "data" IS NULL)));
CREATE TABLE "wagtailcore_grouppagepermission" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED, "page_id" integer NOT NULL REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED, "permission_id" integer NOT NULL REFERENCES "auth_permission" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "unique_permission" UNIQUE ("group_id", "page_id", "permission_id"));
CREATE TABLE "wagtailcore_revision" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "created_at" datetime NOT NULL, "approved_go_live_at" datetime NULL, "user_id" bigint NULL REFERENCES "partners_person" ("id") DEFERRABLE INITIALLY DEFERRED, "content" text NOT NULL CHECK ((JSON_VALID("content") OR "content" IS NULL)), "object_id" varchar(255) NOT NULL, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "base_content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "object_str" text NOT NULL);
CREATE TABLE "wagtailcore_uploadedfile" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "file" varchar(200) NOT NULL, "for_content_type_id" integer NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "uploaded_by_user_id" bigint NULL REFERENCES "partners_person" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_groupsitepermission" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED, "permission_id" integer NOT NULL REFERENCES "auth_permission" ("id") DEFERRABLE INITIALLY DEFERRED, "site_id" integer NOT NULL REFERENCES "wagtailcore_site" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "content_homepage" ("page_ptr_id" integer NOT NULL PRIMARY KEY REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED, "lead" text NOT NULL);
CREATE TABLE "content_sectionfront" ("page_ptr_id" integer NOT NULL PRIMARY KEY REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED, "audience" varchar(20) NOT NULL, "lead" text NOT NULL, "steps" text NOT NULL CHECK ((JSON_VALID("steps") OR "steps" IS NULL)));
CREATE TABLE "partners_organization_partners" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "from_organization_id" bigint NOT NULL REFERENCES "partners_organization" ("id") DEFERRABLE INITIALLY DEFERRED, "to_organization_id" bigint NOT NULL REFERENCES "partners_organization" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "partners_link" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "deed" varchar(60) NOT NULL, "subject_number" bigint NULL, "language" varchar(8) NOT NULL, "token_digest" varchar(64) NOT NULL UNIQUE, "created_at" datetime NOT NULL, "expires_at" datetime NOT NULL, "used_at" datetime NULL, "revoked_at" datetime NULL, "contact_id" bigint NULL REFERENCES "partners_contact" ("id") DEFERRABLE INITIALLY DEFERRED, "organization_id" bigint NOT NULL REFERENCES "partners_organization" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "partners_journalentry" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "event" varchar(80) NOT NULL, "person_number" bigint NULL, "about_kind" varchar(60) NOT NULL, "about_number" bigint NULL, "detail" text NOT NULL CHECK ((JSON_VALID("detail") OR "detail" IS NULL)), "happened_at" datetime DEFAULT (STRFTIME('%Y-%m-%d %H:%M:%f', 'NOW')) NOT NULL, "organization_id" bigint NULL);
CREATE TABLE "partners_invitation" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "email" varchar(254) NOT NULL, "full_name" varchar(150) NOT NULL, "role" varchar(40) NOT NULL, "language" varchar(8) NOT NULL, "token_digest" varchar(64) NOT NULL UNIQUE, "created_at" datetime NOT NULL, "expires_at" datetime NOT NULL, "accepted_at" datetime NULL, "revoked_at" datetime NULL, "invited_by_id" bigint NULL REFERENCES "partners_person" ("id") DEFERRABLE INITIALLY DEFERRED, "organization_id" bigint NOT NULL REFERENCES "partners_organization" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "partners_importchange" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "order" integer unsigned NOT NULL CHECK ("order" >= 0), "kind" varchar(60) NOT NULL, "number" bigint NOT NULL, "before" text NULL CHECK ((JSON_VALID("before") OR "before" IS NULL)), "after" text NULL CHECK ((JSON_VALID("after") OR "after" IS NULL)), "batch_id" bigint NOT NULL REFERENCES "partners_importbatch" ("id") DEFERRABLE INITIALLY DEFERRED, "organization_id" bigint NOT NULL REFERENCES "partners_organization" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "partners_importbatch" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "file_name" varchar(200) NOT NULL, "file_digest" varchar(64) NOT NULL, "content" BLOB NULL, "kind" varchar(20) NOT NULL, "mapping" text NOT NULL CHECK ((JSON_VALID("mapping") OR "mapping" IS NULL)), "status" varchar(10) NOT NULL, "refusal" varchar(500) NOT NULL, "rows_count" integer unsigned NOT NULL CHECK ("rows_count" >= 0), "done_count" integer unsigned NOT NULL CHECK ("done_count" >= 0), "uploaded_at" datetime NOT NULL, "applied_at" datetime NULL, "undone_at" datetime NULL, "uploaded_by_id" bigint NULL REFERENCES "partners_person" ("id") DEFERRABLE INITIALLY DEFERRED, "organization_id" bigint NOT NULL REFERENCES "partners_organization" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "partners_contact" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "full_name" varchar(150) NOT NULL, "title" varchar(120) NOT NULL, "email" varchar(254) NOT NULL, "phone" varchar(30) NOT NULL, "preferred_language" varchar(8) NOT NULL, "is_public" bool NOT NULL, "changed_at" datetime NOT NULL, "confirmed_at" datetime NULL, "asked_at" datetime NULL, "person_id" bigint NULL REFERENCES "partners_person" ("id") DEFERRABLE INITIALLY DEFERRED, "organization_id" bigint NOT NULL REFERENCES "partners_organization" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "partners_consent" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "purpose" varchar(30) NOT NULL, "wording" varchar(20) NOT NULL, "language" varchar(8) NOT NULL, "given_at" datetime NOT NULL, "withdrawn_at" datetime NULL, "contact_id" bigint NOT NULL REFERENCES "partners_contact" ("id") DEFERRABLE INITIALLY DEFERRED, "organization_id" bigint NOT NULL REFERENCES "partners_organization" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "partners_workitem" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(80) NOT NULL, "subject" varchar(120) NOT NULL, "detail" text NOT NULL CHECK ((JSON_VALID("detail") OR "detail" IS NULL)), "address" varchar(300) NOT NULL, "posted_at" datetime NOT NULL, "due_date" date NULL, "done_at" datetime NULL, "about_id" bigint NULL REFERENCES "partners_organization" ("id") DEFERRABLE INITIALLY DEFERRED, "organization_id" bigint NOT NULL REFERENCES "partners_organization" ("id") DEFERRABLE INITIALLY DEFERRED, "waits_for_id" bigint NULL REFERENCES "partners_person" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "partners_membership" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "role" varchar(40) NOT NULL, "since_at" datetime NOT NULL, "person_id" bigint NOT NULL REFERENCES "partners_person" ("id") DEFERRABLE INITIALLY DEFERRED, "organization_id" bigint NOT NULL REFERENCES "partners_organization" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "one_membership_per_person_and_organization" UNIQUE ("organization_id", "person_id"));
CREATE TABLE "partners_importrow" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "cells" text NOT NULL CHECK ((JSON_VALID("cells") OR "cells" IS NULL)), "problems" text NOT NULL CHECK ((JSON_VALID("problems") OR "problems" IS NULL)), "has_blocking_problem" bool NOT NULL, "candidates" text NOT NULL CHECK ((JSON_VALID("candidates") OR "candidates" IS NULL)), "decision" varchar(5) NOT NULL, "batch_id" bigint NOT NULL REFERENCES "partners_importbatch" ("id") DEFERRABLE INITIALLY DEFERRED, "organization_id" bigint NOT NULL REFERENCES "partners_organization" ("id") DEFERRABLE INITIALLY DEFERRED, "same_as_id" bigint NULL REFERENCES "partners_organization" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "one_row_per_number_and_import" UNIQUE ("organization_id", "batch_id", "number"));
CREATE TABLE "partners_site" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(200) NOT NULL, "is_main" bool NOT NULL, "street" varchar(200) NOT NULL, "city" varchar(100) NOT NULL, "state_code" varchar(2) NOT NULL, "zip_code" varchar(5) NOT NULL, "longitude" real NULL, "latitude" real NULL, "location_precision" varchar(6) NOT NULL, "county_fips" varchar(5) NOT NULL, "upper_district" varchar(5) NOT NULL, "lower_district" varchar(5) NOT NULL, "congressional_district" varchar(5) NOT NULL, "changed_at" datetime NOT NULL, "confirmed_at" datetime NULL, "organization_id" bigint NOT NULL REFERENCES "partners_organization" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_point_is_whole_and_says_how_it_is_known" CHECK ((("latitude" IS NULL AND "location_precision" = '' AND "longitude" IS NULL) OR ("latitude" IS NOT NULL AND "longitude" IS NOT NULL AND NOT ("location_precision" = '')))));
CREATE TABLE "partners_organization" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(200) NOT NULL, "slug" varchar(220) NOT NULL UNIQUE, "search_text" varchar(1000) NOT NULL, "kind" varchar(20) NOT NULL, "status" varchar(10) NOT NULL, "state_code" varchar(2) NOT NULL, "website" varchar(300) NOT NULL, "phone" varchar(30) NOT NULL, "summary" varchar(300) NOT NULL, "naics_code" varchar(6) NOT NULL, "subsector" varchar(80) NOT NULL, "is_charter" bool NOT NULL, "lowest_grade" varchar(2) NOT NULL, "highest_grade" varchar(2) NOT NULL, "enrollment_count" integer unsigned NULL CHECK ("enrollment_count" >= 0), "enrollment_note" varchar(200) NOT NULL, "is_demo" bool NOT NULL, "runs_site" bool NOT NULL, "official_scheme" varchar(12) NOT NULL, "official_code" varchar(20) NOT NULL, "source_key" varchar(40) NOT NULL, "source_release" varchar(60) NOT NULL, "created_at" datetime NOT NULL, "changed_at" datetime NOT NULL, "confirmed_at" datetime NULL, "official_digest" varchar(64) NOT NULL, "parent_id" bigint NULL REFERENCES "partners_organization" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "an_official_code_names_its_list" CHECK (("official_code" = '' OR NOT ("official_scheme" = ''))));
CREATE TABLE "credentials_petition_programs" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "petition_id" bigint NOT NULL REFERENCES "credentials_petition" ("id") DEFERRABLE INITIALLY DEFERRED, "program_id" bigint NOT NULL REFERENCES "credentials_program" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "credentials_registryimport" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "file_name" varchar(200) NOT NULL, "format" varchar(4) NOT NULL, "digest" varchar(64) NOT NULL, "content" BLOB NULL, "findings" text NOT NULL CHECK ((JSON_VALID("findings") OR "findings" IS NULL)), "status" varchar(8) NOT NULL, "uploaded_at" datetime NOT NULL, "applied_at" datetime NULL, "organization_id" bigint NOT NULL REFERENCES "partners_organization" ("id") DEFERRABLE INITIALLY DEFERRED, "uploaded_by_id" bigint NULL REFERENCES "partners_person" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "credentials_competency" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "place" smallint unsigned NOT NULL CHECK ("place" >= 0), "text_en" varchar(160) NOT NULL, "text_es" varchar(160) NOT NULL, "credential_id" bigint NOT NULL REFERENCES "credentials_credential" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "one_competency_in_one_place" UNIQUE ("credential_id", "place"));
CREATE TABLE "credentials_credentialcode" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "scheme" varchar(3) NOT NULL, "code" varchar(10) NOT NULL, "is_ours" bool NOT NULL, "credential_id" bigint NOT NULL REFERENCES "credentials_credential" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_credential_has_a_code_once" UNIQUE ("credential_id", "scheme", "code"));
CREATE TABLE "credentials_examsite" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(200) NOT NULL, "city" varchar(100) NOT NULL, "state_code" varchar(2) NOT NULL, "zip_code" varchar(5) NOT NULL, "url" varchar(300) NOT NULL, "next_exam_date" date NULL, "seen_date" date NOT NULL, "credential_id" bigint NOT NULL REFERENCES "credentials_credential" ("id") DEFERRABLE INITIALLY DEFERRED, "organization_id" bigint NULL REFERENCES "partners_organization" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "an_exam_site_has_a_name" CHECK (("organization_id" IS NOT NULL OR NOT ("name" = ''))));
CREATE TABLE "credentials_credential" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(80) NOT NULL UNIQUE, "slug" varchar(120) NOT NULL UNIQUE, "name" varchar(200) NOT NULL, "abbreviation" varchar(40) NOT NULL, "search_text" varchar(1000) NOT NULL, "kind" varchar(16) NOT NULL, "family" varchar(12) NOT NULL, "level" varchar(12) NOT NULL, "summary_en" varchar(300) NOT NULL, "summary_es" varchar(300) NOT NULL, "stack_order" smallint unsigned NULL CHECK ("stack_order" >= 0), "minimum_age" smallint unsigned NULL CHECK ("minimum_age" >= 0), "in_school" varchar(8) NOT NULL, "hours_low" integer unsigned NULL CHECK ("hours_low" >= 0), "hours_high" integer unsigned NULL CHECK ("hours_high" >= 0), "exam_mode" varchar(12) NOT NULL, "exam_minutes" integer unsigned NULL CHECK ("exam_minutes" >= 0), "price_low_usd" decimal NULL, "price_high_usd" decimal NULL, "price_date" date NULL, "price_url" varchar(300) NOT NULL, "renewal" varchar(8) NOT NULL, "renewal_months" smallint unsigned NULL CHECK ("renewal_months" >= 0), "renewal_price_usd" decimal NULL, "official_url" varchar(300) NOT NULL, "exam_sites_url" varchar(300) NOT NULL, "ce_ctid" varchar(60) NOT NULL, "evidence" varchar(10) NOT NULL, "seen_date" date NULL, "sources" text NOT NULL CHECK ((JSON_VALID("sources") OR "sources" IS NULL)), "foreign_terms" text NOT NULL CHECK ((JSON_VALID("foreign_terms") OR "foreign_terms" IS NULL)), "is_withdrawn" bool NOT NULL, "registry_digest" varchar(64) NOT NULL, "changed_at" datetime NOT NULL, "checked_by_id" bigint NULL REFERENCES "partners_person" ("id") DEFERRABLE INITIALLY DEFERRED, "issuer_id" bigint NOT NULL REFERENCES "credentials_issuer" ("id") DEFERRABLE INITIALLY DEFERRED, "stack_parent_id" bigint NULL REFERENCES "credentials_credential" ("id") DEFERRABLE INITIALLY DEFERRED, "superseded_by_id" bigint NULL REFERENCES "credentials_credential" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_price_has_its_date" CHECK (("price_low_usd" IS NULL OR "price_date" IS NOT NULL)), CONSTRAINT "a_price_range_runs_upward" CHECK (("price_high_usd" IS NULL OR "price_low_usd" <= ("price_high_usd"))), CONSTRAINT "a_range_of_hours_runs_upward" CHECK (("hours_high" IS NULL OR "hours_low" <= ("hours_high"))), CONSTRAINT "nothing_stacks_on_itself" CHECK (NOT ("stack_parent_id" = ("id") AND "stack_parent_id" IS NOT NULL)), CONSTRAINT "nothing_replaces_itself" CHECK (NOT ("superseded_by_id" = ("id") AND "superseded_by_id" IS NOT NULL)));
CREATE TABLE "credentials_petitionletter" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "status" varchar(9) NOT NULL, "asked_at" datetime NOT NULL, "answered_at" datetime NULL, "supports" bool NOT NULL, "will_hire" bool NOT NULL, "hires_a_year" integer unsigned NULL CHECK ("hires_a_year" >= 0), "signer_name" varchar(150) NOT NULL, "signer_title" varchar(120) NOT NULL, "words" text NOT NULL, "has_letterhead" bool NOT NULL, "applicant_id" bigint NOT NULL REFERENCES "partners_organization" ("id") DEFERRABLE INITIALLY DEFERRED, "contact_id" bigint NULL REFERENCES "partners_contact" ("id") DEFERRABLE INITIALLY DEFERRED, "organization_id" bigint NOT NULL REFERENCES "partners_organization" ("id") DEFERRABLE INITIALLY DEFERRED, "petition_id" bigint NOT NULL REFERENCES "credentials_petition" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "one_letter_per_employer_and_petition" UNIQUE ("petition_id", "organization_id"));
CREATE TABLE "credentials_program" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "slug" varchar(160) NOT NULL UNIQUE, "name" varchar(200) NOT NULL, "name_es" varchar(200) NOT NULL, "level" varchar(14) NOT NULL, "family" varchar(12) NOT NULL, "status" varchar(8) NOT NULL, "cip_code" varchar(7) NOT NULL, "cip_is_ours" bool NOT NULL, "award_level_code" varchar(2) NOT NULL, "state_program_name" varchar(120) NOT NULL, "lowest_grade" smallint unsigned NULL CHECK ("lowest_grade" >= 0), "highest_grade" smallint unsigned NULL CHECK ("highest_grade" >= 0), "months" smallint unsigned NULL CHECK ("months" >= 0), "hours" integer unsigned NULL CHECK ("hours" >= 0), "seats" integer unsigned NULL CHECK ("seats" >= 0), "seats_open" integer unsigned NULL CHECK ("seats_open" >= 0), "instructors" smallint unsigned NULL CHECK ("instructors" >= 0), "equipment" text NOT NULL, "tuition_usd" decimal NULL, "tuition_date" date NULL, "next_start_date" date NULL, "url" varchar(300) NOT NULL, "evidence" varchar(11) NOT NULL, "source_key" varchar(40) NOT NULL, "source_release" varchar(60) NOT NULL, "source_url" varchar(300) NOT NULL, "seen_date" date NULL, "ce_ctid" varchar(60) NOT NULL, "foreign_terms" text NOT NULL CHECK ((JSON_VALID("foreign_terms") OR "foreign_terms" IS NULL)), "official_digest" varchar(64) NOT NULL, "changed_at" datetime NOT NULL, "confirmed_at" datetime NULL, "organization_id" bigint NOT NULL REFERENCES "partners_organization" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_cost_has_its_date" CHECK (("tuition_usd" IS NULL OR "tuition_date" IS NOT NULL)));
CREATE TABLE "credentials_petition" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "state_code" varchar(2) NOT NULL, "list_key" varchar(40) NOT NULL, "cycle_year" smallint unsigned NOT NULL CHECK ("cycle_year" >= 0), "status" varchar(10) NOT NULL, "reason" text NOT NULL, "alignment" text NOT NULL, "exam_plan" text NOT NULL, "started_at" datetime NOT NULL, "submitted_date" date NULL, "decided_date" date NULL, "changed_at" datetime NOT NULL, "credential_id" bigint NOT NULL REFERENCES "credentials_credential" ("id") DEFERRABLE INITIALLY DEFERRED, "organization_id" bigint NOT NULL REFERENCES "partners_organization" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "one_petition_per_credential_and_window" UNIQUE ("organization_id", "credential_id", "list_key", "cycle_year"));
CREATE TABLE "credentials_offering" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "evidence" varchar(11) NOT NULL, "url" varchar(300) NOT NULL, "seen_date" date NULL, "is_ended" bool NOT NULL, "next_exam_date" date NULL, "registry_digest" varchar(64) NOT NULL, "foreign_terms" text NOT NULL CHECK ((JSON_VALID("foreign_terms") OR "foreign_terms" IS NULL)), "credential_id" bigint NOT NULL REFERENCES "credentials_credential" ("id") DEFERRABLE INITIALLY DEFERRED, "organization_id" bigint NOT NULL REFERENCES "partners_organization" ("id") DEFERRABLE INITIALLY DEFERRED, "program_id" bigint NOT NULL REFERENCES "credentials_program" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_program_offers_a_credential_once" UNIQUE ("program_id", "credential_id"));
CREATE TABLE "credentials_articulation" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(14) NOT NULL, "credits" decimal NULL, "url" varchar(300) NOT NULL, "seen_date" date NULL, "until_date" date NULL, "evidence" varchar(11) NOT NULL, "organization_id" bigint NOT NULL REFERENCES "partners_organization" ("id") DEFERRABLE INITIALLY DEFERRED, "credential_id" bigint NULL REFERENCES "credentials_credential" ("id") DEFERRABLE INITIALLY DEFERRED, "from_program_id" bigint NULL REFERENCES "credentials_program" ("id") DEFERRABLE INITIALLY DEFERRED, "to_program_id" bigint NULL REFERENCES "credentials_program" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "an_articulation_says_what_counts" CHECK (("from_program_id" IS NOT NULL OR "credential_id" IS NOT NULL)));
CREATE TABLE "credentials_promise" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "deed" varchar(10) NOT NULL, "soc_code" varchar(7) NOT NULL, "extra_hourly_usd" decimal NULL, "from_date" date NOT NULL, "until_date" date NOT NULL, "signed_at" datetime NOT NULL, "revoked_at" datetime NULL, "renewal_asked_at" datetime NULL, "ce_ctid" varchar(60) NOT NULL, "foreign_terms" text NOT NULL CHECK ((JSON_VALID("foreign_terms") OR "foreign_terms" IS NULL)), "credential_id" bigint NOT NULL REFERENCES "credentials_credential" ("id") DEFERRABLE INITIALLY DEFERRED, "organization_id" bigint NOT NULL REFERENCES "partners_organization" ("id") DEFERRABLE INITIALLY DEFERRED, "signed_by_id" bigint NULL REFERENCES "partners_person" ("id") DEFERRABLE INITIALLY DEFERRED, "signed_contact_id" bigint NULL REFERENCES "partners_contact" ("id") DEFERRABLE INITIALLY DEFERRED, "site_id" bigint NULL REFERENCES "partners_site" ("id") DEFERRABLE INITIALLY DEFERRED, "renews_id" bigint NULL UNIQUE REFERENCES "credentials_promise" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_promise_runs_forward" CHECK ("from_date" <= ("until_date")), CONSTRAINT "more_an_hour_only_where_more_is_paid" CHECK (("extra_hourly_usd" IS NULL OR "deed" = 'pay_more')));
CREATE TABLE "credentials_recognition" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "type" varchar(16) NOT NULL, "recognizer" varchar(200) NOT NULL, "state_code" varchar(2) NOT NULL, "list_key" varchar(40) NOT NULL, "place" varchar(8) NOT NULL, "year" smallint unsigned NULL CHECK ("year" >= 0), "weight" decimal NULL, "url" varchar(300) NOT NULL, "document_note" varchar(200) NOT NULL, "seen_date" date NULL, "expires_date" date NULL, "status" varchar(10) NOT NULL, "checked_at" datetime NULL, "registry_digest" varchar(64) NOT NULL, "foreign_terms" text NOT NULL CHECK ((JSON_VALID("foreign_terms") OR "foreign_terms" IS NULL)), "checked_by_id" bigint NULL REFERENCES "partners_person" ("id") DEFERRABLE INITIALLY DEFERRED, "credential_id" bigint NOT NULL REFERENCES "credentials_credential" ("id") DEFERRABLE INITIALLY DEFERRED, "organization_id" bigint NULL REFERENCES "partners_organization" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_verified_claim_has_its_evidence" CHECK ((NOT ("status" = 'verified') OR ((NOT ("url" = '') OR NOT ("document_note" = '')) AND "seen_date" IS NOT NULL))), CONSTRAINT "a_state_list_names_its_state" CHECK ((NOT ("type" = 'state_list') OR NOT ("state_code" = ''))));
CREATE TABLE "credentials_foreignnode" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "identifier" varchar(300) NOT NULL UNIQUE, "node" text NOT NULL CHECK ((JSON_VALID("node") OR "node" IS NULL)));
CREATE TABLE "credentials_issuer" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(60) NOT NULL UNIQUE, "name" varchar(200) NOT NULL, "abbreviation" varchar(40) NOT NULL, "website" varchar(300) NOT NULL, "foreign_terms" text NOT NULL CHECK ((JSON_VALID("foreign_terms") OR "foreign_terms" IS NULL)));
CREATE TABLE "credentials_attainment" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "cohort_year" smallint unsigned NOT NULL CHECK ("cohort_year" >= 0), "enrolled_count" integer unsigned NULL CHECK ("enrolled_count" >= 0), "concentrators_count" integer unsigned NULL CHECK ("concentrators_count" >= 0), "completers_count" integer unsigned NULL CHECK ("completers_count" >= 0), "concentrators_attempted_count" integer unsigned NULL CHECK ("concentrators_attempted_count" >= 0), "attempted_count" integer unsigned NULL CHECK ("attempted_count" >= 0), "earned_count" integer unsigned NULL CHECK ("earned_count" >= 0), "hired_count" integer unsigned NULL CHECK ("hired_count" >= 0), "note" varchar(200) NOT NULL, "proof" varchar(12) NOT NULL, "source_key" varchar(40) NOT NULL, "source_release" varchar(60) NOT NULL, "changed_at" datetime NOT NULL, "checked_by_id" bigint NULL REFERENCES "partners_person" ("id") DEFERRABLE INITIALLY DEFERRED, "organization_id" bigint NOT NULL REFERENCES "partners_organization" ("id") DEFERRABLE INITIALLY DEFERRED, "credential_id" bigint NULL REFERENCES "credentials_credential" ("id") DEFERRABLE INITIALLY DEFERRED, "program_id" bigint NOT NULL REFERENCES "credentials_program" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "nobody_earns_without_attempting" CHECK (("earned_count" IS NULL OR "attempted_count" IS NULL OR "earned_count" <= ("attempted_count"))));
CREATE TABLE "django_tasks_database_dbtaskresult" ("id" char(32) NOT NULL PRIMARY KEY, "args_kwargs" text NOT NULL CHECK ((JSON_VALID("args_kwargs") OR "args_kwargs" IS NULL)), "priority" integer NOT NULL, "task_path" text NOT NULL, "queue_name" varchar(32) NOT NULL, "backend_name" varchar(32) NOT NULL, "run_after" datetime NOT NULL, "enqueued_at" datetime NOT NULL, "finished_at" datetime NULL, "started_at" datetime NULL, "return_value" text NULL CHECK ((JSON_VALID("return_value") OR "return_value" IS NULL)), "exception_class_path" text NOT NULL, "traceback" text NOT NULL, "worker_ids" text NOT NULL CHECK ((JSON_VALID("worker_ids") OR "worker_ids" IS NULL)), "status" varchar(10) NOT NULL, CONSTRAINT "priority_range" CHECK ("priority" BETWEEN -100 AND 100));
CREATE TABLE "mfa_authenticator" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "type" varchar(20) NOT NULL, "data" text NOT NULL CHECK ((JSON_VALID("data") OR "data" IS NULL)), "user_id" bigint NOT NULL REFERENCES "partners_person" ("id") DEFERRABLE INITIALLY DEFERRED, "created_at" datetime NOT NULL, "last_used_at" datetime NULL);
CREATE TABLE "needs_gapfinding" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "state_fips" varchar(2) NOT NULL, "scenario" varchar(80) NOT NULL, "fingerprint" varchar(64) NOT NULL UNIQUE, "content_digest" varchar(64) NOT NULL, "method_versions" text NOT NULL CHECK ((JSON_VALID("method_versions") OR "method_versions" IS NULL)), "parameters" text NOT NULL CHECK ((JSON_VALID("parameters") OR "parameters" IS NULL)), "releases" text NOT NULL CHECK ((JSON_VALID("releases") OR "releases" IS NULL)), "cautions" text NOT NULL CHECK ((JSON_VALID("cautions") OR "cautions" IS NULL)), "seed" bigint NOT NULL, "draws_count" integer unsigned NOT NULL CHECK ("draws_count" >= 0), "computed_at" datetime NOT NULL);
CREATE TABLE "needs_gapprogram" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "unitid" varchar(6) NOT NULL, "cip_code" varchar(7) NOT NULL, "award_level_code" varchar(2) NOT NULL, "reach" varchar(8) NOT NULL, "completers_p5" real NOT NULL, "completers_p50" real NOT NULL, "completers_p95" real NOT NULL, "placed_p5" real NOT NULL, "placed_p50" real NOT NULL, "placed_p95" real NOT NULL, "unplaced_p5" real NOT NULL, "unplaced_p50" real NOT NULL, "unplaced_p95" real NOT NULL, "left_p5" real NOT NULL, "left_p50" real NOT NULL, "left_p95" real NOT NULL, "finding_id" bigint NOT NULL REFERENCES "needs_gapfinding" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "gap_program_once" UNIQUE ("finding_id", "unitid", "cip_code", "award_level_code"));
CREATE TABLE "needs_gapflow" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "soc_code" varchar(7) NOT NULL, "county_fips" varchar(5) NOT NULL, "placed_mean" real NOT NULL, "program_id" bigint NOT NULL REFERENCES "needs_gapprogram" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "gap_flow_once" UNIQUE ("program_id", "soc_code", "county_fips"));
CREATE TABLE "needs_gaprow" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "jobs_p5" real NOT NULL, "jobs_p50" real NOT NULL, "jobs_p95" real NOT NULL, "openings_p5" real NOT NULL, "openings_p50" real NOT NULL, "openings_p95" real NOT NULL, "need_p5" real NOT NULL, "need_p50" real NOT NULL, "need_p95" real NOT NULL, "placed_p5" real NOT NULL, "placed_p50" real NOT NULL, "placed_p95" real NOT NULL, "unfilled_p5" real NOT NULL, "unfilled_p50" real NOT NULL, "unfilled_p95" real NOT NULL, "manufacturing_unfilled_p5" real NOT NULL, "manufacturing_unfilled_p50" real NOT NULL, "manufacturing_unfilled_p95" real NOT NULL, "manufacturing_share" real NULL, "naive_supply" real NULL, "soc_code" varchar(7) NOT NULL, "area_code" varchar(5) NOT NULL, "is_manufacturing" bool NOT NULL, "is_linked" bool NOT NULL, "finding_id" bigint NOT NULL REFERENCES "needs_gapfinding" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "gap_row_once" UNIQUE ("finding_id", "area_code", "soc_code"));
CREATE TABLE "needs_gaptotal" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "jobs_p5" real NOT NULL, "jobs_p50" real NOT NULL, "jobs_p95" real NOT NULL, "openings_p5" real NOT NULL, "openings_p50" real NOT NULL, "openings_p95" real NOT NULL, "need_p5" real NOT NULL, "need_p50" real NOT NULL, "need_p95" real NOT NULL, "placed_p5" real NOT NULL, "placed_p50" real NOT NULL, "placed_p95" real NOT NULL, "unfilled_p5" real NOT NULL, "unfilled_p50" real NOT NULL, "unfilled_p95" real NOT NULL, "manufacturing_unfilled_p5" real NOT NULL, "manufacturing_unfilled_p50" real NOT NULL, "manufacturing_unfilled_p95" real NOT NULL, "manufacturing_share" real NULL, "naive_supply" real NULL, "area_code" varchar(5) NOT NULL, "family" varchar(8) NOT NULL, "finding_id" bigint NOT NULL REFERENCES "needs_gapfinding" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "gap_total_once" UNIQUE ("finding_id", "area_code", "family"));
CREATE TABLE "needs_rolloutscenario" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(80) NOT NULL, "state_fips" varchar(2) NOT NULL, "budget_usd" decimal NOT NULL, "rural_share" real NOT NULL, "seconds" smallint unsigned NOT NULL CHECK ("seconds" >= 0), "families" text NOT NULL CHECK ((JSON_VALID("families") OR "families" IS NULL)), "institutions" text NOT NULL CHECK ((JSON_VALID("institutions") OR "institutions" IS NULL)), "values" text NOT NULL CHECK ((JSON_VALID("values") OR "values" IS NULL)), "status" varchar(8) NOT NULL, "refusal" text NOT NULL CHECK ((JSON_VALID("refusal") OR "refusal" IS NULL)), "asked_at" datetime NOT NULL, "done_at" datetime NULL, "fingerprint" varchar(64) NOT NULL, "gap_fingerprint" varchar(64) NOT NULL, "method_version" varchar(12) NOT NULL, "parameters" text NOT NULL CHECK ((JSON_VALID("parameters") OR "parameters" IS NULL)), "releases" text NOT NULL CHECK ((JSON_VALID("releases") OR "releases" IS NULL)), "facts" text NOT NULL CHECK ((JSON_VALID("facts") OR "facts" IS NULL)), "asked_by_id" bigint NULL REFERENCES "partners_person" ("id") DEFERRABLE INITIALLY DEFERRED, "organization_id" bigint NOT NULL REFERENCES "partners_organization" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "needs_adoption" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "family" varchar(12) NOT NULL, "step" varchar(8) NOT NULL, "step_date" date NOT NULL, "evidence" varchar(300) NOT NULL, "evidence_url" varchar(300) NOT NULL, "reason" varchar(300) NOT NULL, "recorded_at" datetime NOT NULL, "advised_by_id" bigint NULL REFERENCES "partners_organization" ("id") DEFERRABLE INITIALLY DEFERRED, "credential_id" bigint NULL REFERENCES "credentials_credential" ("id") DEFERRABLE INITIALLY DEFERRED, "organization_id" bigint NOT NULL REFERENCES "partners_organization" ("id") DEFERRABLE INITIALLY DEFERRED, "recorded_by_id" bigint NULL REFERENCES "partners_person" ("id") DEFERRABLE INITIALLY DEFERRED, "advice_id" bigint NULL REFERENCES "needs_advice" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "needs_advice" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "family" varchar(12) NOT NULL, "deed" varchar(10) NOT NULL, "words" text NOT NULL, "seats" integer unsigned NULL CHECK ("seats" >= 0), "due_date" date NOT NULL, "sent_at" datetime NOT NULL, "status" varchar(8) NOT NULL, "answer" varchar(5) NOT NULL, "reason" text NOT NULL, "evidence_url" varchar(300) NOT NULL, "answered_at" datetime NULL, "answered_by_id" bigint NULL REFERENCES "partners_person" ("id") DEFERRABLE INITIALLY DEFERRED, "credential_id" bigint NULL REFERENCES "credentials_credential" ("id") DEFERRABLE INITIALLY DEFERRED, "institution_id" bigint NOT NULL REFERENCES "partners_organization" ("id") DEFERRABLE INITIALLY DEFERRED, "organization_id" bigint NOT NULL REFERENCES "partners_organization" ("id") DEFERRABLE INITIALLY DEFERRED, "sent_by_id" bigint NULL REFERENCES "partners_person" ("id") DEFERRABLE INITIALLY DEFERRED, "line_id" bigint NULL REFERENCES "needs_rolloutline" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "an_answered_advice_has_its_answer" CHECK ((("answer" = '' AND "status" = 'sent') OR ("status" = 'answered' AND NOT ("answer" = '')))));
CREATE TABLE "needs_rolloutplan" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(8) NOT NULL, "value" real NOT NULL, "bound" real NOT NULL, "cost_usd" decimal NOT NULL, "rural_value" real NOT NULL, "mean_value" real NULL, "low_value" real NULL, "regret" real NULL, "seconds" real NOT NULL, "organization_id" bigint NOT NULL REFERENCES "partners_organization" ("id") DEFERRABLE INITIALLY DEFERRED, "scenario_id" bigint NOT NULL REFERENCES "needs_rolloutscenario" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "one_plan_of_a_kind" UNIQUE ("scenario_id", "kind"), CONSTRAINT "a_bound_is_not_below" CHECK ("bound" >= ("value")));
CREATE TABLE "needs_rolloutline" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "family" varchar(12) NOT NULL, "deed" varchar(10) NOT NULL, "credentials" text NOT NULL CHECK ((JSON_VALID("credentials") OR "credentials" IS NULL)), "seats" real NOT NULL, "instructors" real NOT NULL, "cost_usd" decimal NOT NULL, "value" real NOT NULL, "fills" text NOT NULL CHECK ((JSON_VALID("fills") OR "fills" IS NULL)), "ties" text NOT NULL CHECK ((JSON_VALID("ties") OR "ties" IS NULL)), "institution_id" bigint NOT NULL REFERENCES "partners_organization" ("id") DEFERRABLE INITIALLY DEFERRED, "organization_id" bigint NOT NULL REFERENCES "partners_organization" ("id") DEFERRABLE INITIALLY DEFERRED, "plan_id" bigint NOT NULL REFERENCES "needs_rolloutplan" ("id") DEFERRABLE INITIALLY DEFERRED, "openings" real NOT NULL, CONSTRAINT "one_line_per_institution_and_family" UNIQUE ("plan_id", "institution_id", "family"));
CREATE TABLE "taggit_taggeditem" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "object_id" integer NOT NULL, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "tag_id" integer NOT NULL REFERENCES "taggit_tag" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "taggit_taggeditem_content_type_id_object_id_tag_id_4bb97a8e_uniq" UNIQUE ("content_type_id", "object_id", "tag_id"));
CREATE TABLE "taggit_tag" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(100) NOT NULL UNIQUE, "slug" varchar(100) NOT NULL UNIQUE);
CREATE TABLE "promote_eventspage" ("page_ptr_id" integer NOT NULL PRIMARY KEY REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED, "lead" text NOT NULL);
CREATE TABLE "promote_newspage" ("page_ptr_id" integer NOT NULL PRIMARY KEY REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED, "lead" text NOT NULL);
CREATE TABLE "promote_seriesshelfpage" ("page_ptr_id" integer NOT NULL PRIMARY KEY REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED, "lead" text NOT NULL);
CREATE TABLE "promote_storiespage" ("page_ptr_id" integer NOT NULL PRIMARY KEY REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED, "lead" text NOT NULL);
CREATE TABLE "promote_toolkitspage" ("page_ptr_id" integer NOT NULL PRIMARY KEY REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED, "lead" text NOT NULL);
CREATE TABLE "promote_campaignpiece" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "title" varchar(160) NOT NULL, "kind" varchar(9) NOT NULL, "due_date" date NULL, "done_date" date NULL, "cost_usd" decimal NULL, "campaign_id" bigint NOT NULL REFERENCES "promote_campaign" ("id") DEFERRABLE INITIALLY DEFERRED, "organization_id" bigint NOT NULL REFERENCES "partners_organization" ("id") DEFERRABLE INITIALLY DEFERRED, "page_id" integer NULL REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "promote_campaignlink" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "code" varchar(12) NOT NULL UNIQUE, "channel" varchar(9) NOT NULL, "place" varchar(120) NOT NULL, "target" varchar(300) NOT NULL, "made_at" datetime NOT NULL, "ended_at" datetime NULL, "campaign_id" bigint NOT NULL REFERENCES "promote_campaign" ("id") DEFERRABLE INITIALLY DEFERRED, "organization_id" bigint NOT NULL REFERENCES "partners_organization" ("id") DEFERRABLE INITIALLY DEFERRED, "piece_id" bigint NULL REFERENCES "promote_campaignpiece" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "promote_perceptionfinding" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "method" varchar(40) NOT NULL, "inputs_digest" varchar(64) NOT NULL, "result" text NOT NULL CHECK ((JSON_VALID("result") OR "result" IS NULL)), "reckoned_at" datetime NOT NULL, "organization_id" bigint NOT NULL REFERENCES "partners_organization" ("id") DEFERRABLE INITIALLY DEFERRED, "survey_id" bigint NOT NULL REFERENCES "promote_perceptionsurvey" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "promote_newsitempage" ("page_ptr_id" integer NOT NULL PRIMARY KEY REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED, "lead" text NOT NULL, "audience" varchar(13) NOT NULL, "is_demo" bool NOT NULL, "body" text NOT NULL CHECK ((JSON_VALID("body") OR "body" IS NULL)), "day" date NOT NULL, "picture_id" bigint NULL REFERENCES "promote_picture" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "promote_picturerendition" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "filter_spec" varchar(255) NOT NULL, "file" varchar(100) NOT NULL, "width" integer NOT NULL, "height" integer NOT NULL, "focal_point_key" varchar(16) NOT NULL, "image_id" bigint NOT NULL REFERENCES "promote_picture" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "promote_plainpage" ("page_ptr_id" integer NOT NULL PRIMARY KEY REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED, "lead" text NOT NULL, "audience" varchar(13) NOT NULL, "is_demo" bool NOT NULL, "body" text NOT NULL CHECK ((JSON_VALID("body") OR "body" IS NULL)), "picture_id" bigint NULL REFERENCES "promote_picture" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "promote_seriespage" ("page_ptr_id" integer NOT NULL PRIMARY KEY REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED, "lead" text NOT NULL, "audience" varchar(13) NOT NULL, "is_demo" bool NOT NULL, "body" text NOT NULL CHECK ((JSON_VALID("body") OR "body" IS NULL)), "channel" varchar(120) NOT NULL, "rights_holder" varchar(160) NOT NULL, "picture_id" bigint NULL REFERENCES "promote_picture" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "promote_response" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "answers" text NOT NULL CHECK ((JSON_VALID("answers") OR "answers" IS NULL)), "way" varchar(6) NOT NULL, "day" date NOT NULL, "organization_id" bigint NOT NULL REFERENCES "partners_organization" ("id") DEFERRABLE INITIALLY DEFERRED, "sitting_id" bigint NOT NULL REFERENCES "promote_sitting" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "promote_sittingresult" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "answers_count" integer unsigned NOT NULL CHECK ("answers_count" >= 0), "counts" text NOT NULL CHECK ((JSON_VALID("counts") OR "counts" IS NULL)), "index_mean" real NULL, "index_variance" real NULL, "reckoned_at" datetime NOT NULL, "organization_id" bigint NOT NULL REFERENCES "partners_organization" ("id") DEFERRABLE INITIALLY DEFERRED, "sitting_id" bigint NOT NULL UNIQUE REFERENCES "promote_sitting" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "promote_storypage" ("page_ptr_id" integer NOT NULL PRIMARY KEY REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED, "lead" text NOT NULL, "audience" varchar(13) NOT NULL, "is_demo" bool NOT NULL, "body" text NOT NULL CHECK ((JSON_VALID("body") OR "body" IS NULL)), "threads" text NOT NULL CHECK ((JSON_VALID("threads") OR "threads" IS NULL)), "picture_id" bigint NULL REFERENCES "promote_picture" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "promote_thread" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "place" varchar(40) NOT NULL, "kind" varchar(12) NOT NULL, "code" varchar(200) NOT NULL, "is_broken" bool NOT NULL, "checked_at" datetime NOT NULL, "page_id" integer NOT NULL REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "promote_toolkitpage" ("page_ptr_id" integer NOT NULL PRIMARY KEY REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED, "lead" text NOT NULL, "audience" varchar(13) NOT NULL, "is_demo" bool NOT NULL, "body" text NOT NULL CHECK ((JSON_VALID("body") OR "body" IS NULL)), "minutes" smallint unsigned NULL CHECK ("minutes" >= 0), "lowest_grade" smallint unsigned NULL CHECK ("lowest_grade" >= 0), "highest_grade" smallint unsigned NULL CHECK ("highest_grade" >= 0), "has_check" bool NOT NULL, "threads" text NOT NULL CHECK ((JSON_VALID("threads") OR "threads" IS NULL)), "picture_id" bigint NULL REFERENCES "promote_picture" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "promote_episodepage" ("page_ptr_id" integer NOT NULL PRIMARY KEY REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED, "lead" text NOT NULL, "audience" varchar(13) NOT NULL, "is_demo" bool NOT NULL, "body" text NOT NULL CHECK ((JSON_VALID("body") OR "body" IS NULL)), "number" smallint unsigned NULL CHECK ("number" >= 0), "air_date" date NULL, "segments" text NOT NULL CHECK ((JSON_VALID("segments") OR "segments" IS NULL)), "picture_id" bigint NULL REFERENCES "promote_picture" ("id") DEFERRABLE INITIALLY DEFERRED, "video_id" bigint NULL REFERENCES "promote_video" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "promote_linkreach" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "day" date NOT NULL, "opens_count" integer unsigned NOT NULL CHECK ("opens_count" >= 0), "left_out_count" integer unsigned NOT NULL CHECK ("left_out_count" >= 0), "link_id" bigint NOT NULL REFERENCES "promote_campaignlink" ("id") DEFERRABLE INITIALLY DEFERRED, "organization_id" bigint NOT NULL REFERENCES "partners_organization" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "one_count_per_link_and_day" UNIQUE ("link_id", "day"));
CREATE TABLE "promote_pagereach" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "day" date NOT NULL, "opens_count" integer unsigned NOT NULL CHECK ("opens_count" >= 0), "left_out_count" integer unsigned NOT NULL CHECK ("left_out_count" >= 0), "page_id" integer NOT NULL REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "one_count_per_page_and_day" UNIQUE ("page_id", "day"));
CREATE TABLE "promote_picture" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "title" varchar(255) NOT NULL, "file" varchar(100) NOT NULL, "description" varchar(255) NOT NULL, "width" integer NOT NULL, "height" integer NOT NULL, "created_at" datetime NOT NULL, "focal_point_x" integer unsigned NULL CHECK ("focal_point_x" >= 0), "focal_point_y" integer unsigned NULL CHECK ("focal_point_y" >= 0), "focal_point_width" integer unsigned NULL CHECK ("focal_point_width" >= 0), "focal_point_height" integer unsigned NULL CHECK ("focal_point_height" >= 0), "file_size" integer unsigned NULL CHECK ("file_size" >= 0), "file_hash" varchar(40) NOT NULL, "alt_en" varchar(200) NOT NULL, "alt_es" varchar(200) NOT NULL, "credit" varchar(120) NOT NULL, "rights" varchar(200) NOT NULL, "shows_minors" bool NOT NULL, "permission_until_date" date NULL, "collection_id" integer NOT NULL REFERENCES "wagtailcore_collection" ("id") DEFERRABLE INITIALLY DEFERRED, "uploaded_by_user_id" bigint NULL REFERENCES "partners_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_minor_is_shown_by_permission" CHECK ((NOT "shows_minors" OR "permission_until_date" IS NOT NULL)));
CREATE TABLE "promote_eventpage" ("page_ptr_id" integer NOT NULL PRIMARY KEY REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED, "lead" text NOT NULL, "audience" varchar(13) NOT NULL, "is_demo" bool NOT NULL, "body" text NOT NULL CHECK ((JSON_VALID("body") OR "body" IS NULL)), "starts_at" datetime NOT NULL, "ends_at" datetime NULL, "host" varchar(160) NOT NULL, "place" varchar(160) NOT NULL, "street" varchar(200) NOT NULL, "zip_code" varchar(5) NOT NULL, "bus" varchar(200) NOT NULL, "childcare" varchar(200) NOT NULL, "food" varchar(200) NOT NULL, "languages" varchar(120) NOT NULL, "sign_up_url" varchar(300) NOT NULL, "is_canceled" bool NOT NULL, "threads" text NOT NULL CHECK ((JSON_VALID("threads") OR "threads" IS NULL)), "picture_id" bigint NULL REFERENCES "promote_picture" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "an_event_ends_after_it_begins" CHECK (("ends_at" IS NULL OR "ends_at" >= ("starts_at"))));
CREATE TABLE "promote_subscriber" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "email" varchar(254) NOT NULL, "language" varchar(8) NOT NULL, "audience" varchar(12) NOT NULL, "county_fips" varchar(5) NOT NULL, "wording" varchar(20) NOT NULL, "asked_at" datetime NOT NULL, "confirmed_at" datetime NULL, "ended_at" datetime NULL, "organization_id" bigint NOT NULL REFERENCES "partners_organization" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "an_address_subscribes_once" UNIQUE ("organization_id", "email"));
CREATE TABLE "promote_sitting" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "wave" varchar(6) NOT NULL, "code" varchar(12) NOT NULL UNIQUE, "opens_date" date NOT NULL, "closes_date" date NOT NULL, "organization_id" bigint NOT NULL REFERENCES "partners_organization" ("id") DEFERRABLE INITIALLY DEFERRED, "group_id" bigint NOT NULL REFERENCES "promote_surveygroup" ("id") DEFERRABLE INITIALLY DEFERRED, "closed_at" datetime NULL, CONSTRAINT "a_group_sits_once_a_wave" UNIQUE ("group_id", "wave"), CONSTRAINT "a_sitting_closes_after_it_opens" CHECK ("closes_date" >= ("opens_date")));
CREATE TABLE "promote_surveyquestion" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "order" smallint unsigned NOT NULL CHECK ("order" >= 0), "key" varchar(40) NOT NULL, "text_en" varchar(240) NOT NULL, "text_es" varchar(240) NOT NULL, "scale" varchar(6) NOT NULL, "is_reversed" bool NOT NULL, "is_in_index" bool NOT NULL, "topics" text NOT NULL CHECK ((JSON_VALID("topics") OR "topics" IS NULL)), "organization_id" bigint NOT NULL REFERENCES "partners_organization" ("id") DEFERRABLE INITIALLY DEFERRED, "survey_id" bigint NOT NULL REFERENCES "promote_perceptionsurvey" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "one_question_per_place" UNIQUE ("survey_id", "order"));
CREATE TABLE "promote_video" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "title" varchar(160) NOT NULL, "file" varchar(100) NOT NULL, "provider_url" varchar(300) NOT NULL, "spoken_language" varchar(2) NOT NULL, "seconds" integer unsigned NULL CHECK ("seconds" >= 0), "captions_en" varchar(100) NOT NULL, "captions_es" varchar(100) NOT NULL, "transcript_en" text NOT NULL, "transcript_es" text NOT NULL, "waiver" varchar(200) NOT NULL, "rights_holder" varchar(160) NOT NULL, "shows_minors" bool NOT NULL, "permission_until_date" date NULL, "changed_at" datetime NOT NULL, "poster_id" bigint NULL REFERENCES "promote_picture" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_video_is_here_or_at_a_provider" CHECK ((("file" = '' OR "provider_url" = '') AND 1 = (CASE WHEN "file" = '' THEN 1 ELSE 0 END + CASE WHEN "provider_url" = '' THEN 1 ELSE 0 END))), CONSTRAINT "what_a_video_lacks_has_a_reason" CHECK ((NOT ("waiver" = '') OR NOT ("transcript_en" = '' OR "transcript_es" = '' OR ("captions_en" = '' AND NOT ("file" = '')) OR ("captions_es" = '' AND NOT ("file" = ''))))), CONSTRAINT "a_minor_is_filmed_by_permission" CHECK ((NOT "shows_minors" OR "permission_until_date" IS NOT NULL)));
CREATE TABLE "promote_perceptionsurvey" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(120) NOT NULL, "kind" varchar(5) NOT NULL, "audience" varchar(8) NOT NULL, "status" varchar(8) NOT NULL, "about" varchar(240) NOT NULL, "consent_record" varchar(200) NOT NULL, "planned_groups" smallint unsigned NULL CHECK ("planned_groups" >= 0), "planned_treated" smallint unsigned NULL CHECK ("planned_treated" >= 0), "planned_answers" smallint unsigned NULL CHECK ("planned_answers" >= 0), "approved_at" datetime NULL, "changed_at" datetime NOT NULL, "approved_by_id" bigint NULL REFERENCES "partners_person" ("id") DEFERRABLE INITIALLY DEFERRED, "campaign_id" bigint NULL REFERENCES "promote_campaign" ("id") DEFERRABLE INITIALLY DEFERRED, "organization_id" bigint NOT NULL REFERENCES "partners_organization" ("id") DEFERRABLE INITIALLY DEFERRED, "lots" text NOT NULL CHECK ((JSON_VALID("lots") OR "lots" IS NULL)));
CREATE TABLE "promote_surveygroup" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "arm" varchar(7) NOT NULL, "grade" smallint unsigned NULL CHECK ("grade" >= 0), "expected_count" smallint unsigned NULL CHECK ("expected_count" >= 0), "county_fips" varchar(5) NOT NULL, "result_digest" varchar(64) NOT NULL, "made_at" datetime NOT NULL, "organization_id" bigint NOT NULL REFERENCES "partners_organization" ("id") DEFERRABLE INITIALLY DEFERRED, "school_id" bigint NULL REFERENCES "partners_organization" ("id") DEFERRABLE INITIALLY DEFERRED, "survey_id" bigint NOT NULL REFERENCES "promote_perceptionsurvey" ("id") DEFERRABLE INITIALLY DEFERRED, "cohort" smallint unsigned NOT NULL CHECK ("cohort" >= 0), "is_placebo" bool NOT NULL, "set_number" smallint unsigned NULL CHECK ("set_number" >= 0));
CREATE TABLE "promote_campaign" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(120) NOT NULL, "goal" text NOT NULL, "audience" varchar(13) NOT NULL, "county_codes" text NOT NULL CHECK ((JSON_VALID("county_codes") OR "county_codes" IS NULL)), "starts_date" date NOT NULL, "ends_date" date NOT NULL, "budget_usd" decimal NULL, "spent_usd" decimal NULL, "status" varchar(7) NOT NULL, "changed_at" datetime NOT NULL, "organization_id" bigint NOT NULL REFERENCES "partners_organization" ("id") DEFERRABLE INITIALLY DEFERRED, "is_demo" bool NOT NULL, CONSTRAINT "a_campaign_ends_after_it_begins" CHECK ("ends_date" >= ("starts_date")));
CREATE TABLE "django_session" ("session_key" varchar(40) NOT NULL PRIMARY KEY, "session_data" text NOT NULL, "expire_date" datetime NOT NULL);
CREATE TABLE "socialaccount_socialapp" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "provider" varchar(30) NOT NULL, "name" varchar(40) NOT NULL, "client_id" varchar(191) NOT NULL, "secret" varchar(191) NOT NULL, "key" varchar(191) NOT NULL, "provider_id" varchar(200) NOT NULL, "settings" text NOT NULL CHECK ((JSON_VALID("settings") OR "settings" IS NULL)));
CREATE TABLE "socialaccount_socialtoken" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "token" text NOT NULL, "token_secret" text NOT NULL, "expires_at" datetime NULL, "account_id" integer NOT NULL REFERENCES "socialaccount_socialaccount" ("id") DEFERRABLE INITIALLY DEFERRED, "app_id" integer NULL REFERENCES "socialaccount_socialapp" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "socialaccount_socialaccount" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "provider" varchar(200) NOT NULL, "uid" varchar(191) NOT NULL, "last_login" datetime NOT NULL, "date_joined" datetime NOT NULL, "user_id" bigint NOT NULL REFERENCES "partners_person" ("id") DEFERRABLE INITIALLY DEFERRED, "extra_data" text NOT NULL CHECK ((JSON_VALID("extra_data") OR "extra_data" IS NULL)));
CREATE TABLE "wagtail_localize_translation" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uuid" char(32) NOT NULL UNIQUE, "created_at" datetime NOT NULL, "translations_last_updated_at" datetime NULL, "destination_last_updated_at" datetime NULL, "enabled" bool NOT NULL, "source_id" integer NOT NULL REFERENCES "wagtail_localize_translationsource" ("id") DEFERRABLE INITIALLY DEFERRED, "target_locale_id" integer NOT NULL REFERENCES "wagtailcore_locale" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtail_localize_stringtranslation" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "data" text NOT NULL, "created_at" datetime NOT NULL, "updated_at" datetime NOT NULL, "context_id" integer NULL REFERENCES "wagtail_localize_translationcontext" ("id") DEFERRABLE INITIALLY DEFERRED, "locale_id" integer NOT NULL REFERENCES "wagtailcore_locale" ("id") DEFERRABLE INITIALLY DEFERRED, "translation_of_id" integer NOT NULL REFERENCES "wagtail_localize_string" ("id") DEFERRABLE INITIALLY DEFERRED, "tool_name" varchar(255) NOT NULL, "translation_type" varchar(20) NOT NULL, "last_translated_by_id" bigint NULL REFERENCES "partners_person" ("id") DEFERRABLE INITIALLY DEFERRED, "field_error" text NOT NULL, "has_error" bool NOT NULL);
CREATE TABLE "wagtail_localize_overridablesegment" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "order" integer unsigned NOT NULL CHECK ("order" >= 0), "data_json" text NOT NULL, "context_id" integer NOT NULL REFERENCES "wagtail_localize_translationcontext" ("id") DEFERRABLE INITIALLY DEFERRED, "source_id" integer NOT NULL REFERENCES "wagtail_localize_translationsource" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtail_localize_segmentoverride" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "created_at" datetime NOT NULL, "updated_at" datetime NOT NULL, "data_json" text NOT NULL, "has_error" bool NOT NULL, "field_error" text NOT NULL, "context_id" integer NULL REFERENCES "wagtail_localize_translationcontext" ("id") DEFERRABLE INITIALLY DEFERRED, "last_translated_by_id" bigint NULL REFERENCES "partners_person" ("id") DEFERRABLE INITIALLY DEFERRED, "locale_id" integer NOT NULL REFERENCES "wagtailcore_locale" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtail_localize_localesynchronization" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "locale_id" integer NOT NULL UNIQUE REFERENCES "wagtailcore_locale" ("id") DEFERRABLE INITIALLY DEFERRED, "sync_from_id" integer NOT NULL REFERENCES "wagtailcore_locale" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtail_localize_translationsource" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "object_repr" text NOT NULL, "content_json" text NOT NULL, "created_at" datetime NOT NULL, "locale_id" integer NOT NULL REFERENCES "wagtailcore_locale" ("id") DEFERRABLE INITIALLY DEFERRED, "object_id" char(32) NOT NULL REFERENCES "wagtail_localize_translatableobject" ("translation_key") DEFERRABLE INITIALLY DEFERRED, "specific_content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "last_updated_at" datetime NOT NULL, "schema_version" varchar(255) NOT NULL);
CREATE TABLE "wagtail_localize_translationcontext" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "path_id" char(32) NOT NULL, "path" text NOT NULL, "object_id" char(32) NOT NULL REFERENCES "wagtail_localize_translatableobject" ("translation_key") DEFERRABLE INITIALLY DEFERRED, "field_path" text NOT NULL);
CREATE TABLE "wagtail_localize_translationlog" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "created_at" datetime NOT NULL, "locale_id" integer NOT NULL REFERENCES "wagtailcore_locale" ("id") DEFERRABLE INITIALLY DEFERRED, "source_id" integer NOT NULL REFERENCES "wagtail_localize_translationsource" ("id") DEFERRABLE INITIALLY DEFERRED, "revision_id" integer NULL REFERENCES "wagtailcore_revision" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailadmin_admin" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT);
CREATE TABLE "wagtailadmin_editingsession" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "object_id" varchar(255) NOT NULL, "last_seen_at" datetime NOT NULL, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "user_id" bigint NOT NULL REFERENCES "partners_person" ("id") DEFERRABLE INITIALLY DEFERRED, "is_editing" bool NOT NULL);
CREATE TABLE "wagtailadmin_formstate" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "data" text NOT NULL, "object_id" varchar(255) NOT NULL, "parent_object_id" varchar(255) NOT NULL, "last_updated_at" datetime NOT NULL, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "user_id" bigint NOT NULL REFERENCES "partners_person" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtaildocs_document" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "title" varchar(255) NOT NULL, "file" varchar(100) NOT NULL, "created_at" datetime NOT NULL, "uploaded_by_user_id" bigint NULL REFERENCES "partners_person" ("id") DEFERRABLE INITIALLY DEFERRED, "collection_id" integer NOT NULL REFERENCES "wagtailcore_collection" ("id") DEFERRABLE INITIALLY DEFERRED, "file_hash" varchar(40) NOT NULL, "file_size" bigint unsigned NULL CHECK ("file_size" >= 0));
CREATE TABLE "wagtailimages_rendition" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "width" integer NOT NULL, "height" integer NOT NULL, "focal_point_key" varchar(16) NOT NULL, "filter_spec" varchar(255) NOT NULL, "image_id" integer NOT NULL REFERENCES "wagtailimages_image" ("id") DEFERRABLE INITIALLY DEFERRED, "file" varchar(100) NOT NULL);
CREATE TABLE "wagtailimages_image" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "title" varchar(255) NOT NULL, "file" varchar(100) NOT NULL, "width" integer NOT NULL, "height" integer NOT NULL, "created_at" datetime NOT NULL, "focal_point_x" integer unsigned NULL CHECK ("focal_point_x" >= 0), "focal_point_y" integer unsigned NULL CHECK ("focal_point_y" >= 0), "focal_point_width" integer unsigned NULL CHECK ("focal_point_width" >= 0), "focal_point_height" integer unsigned NULL CHECK ("focal_point_height" >= 0), "uploaded_by_user_id" bigint NULL REFERENCES "partners_person" ("id") DEFERRABLE INITIALLY DEFERRED, "file_size" integer unsigned NULL CHECK ("file_size" >= 0), "collection_id" integer NOT NULL REFERENCES "wagtailcore_collection" ("id") DEFERRABLE INITIALLY DEFERRED, "file_hash" varchar(40) NOT NULL, "description" varchar(255) NOT NULL);
CREATE TABLE "wagtailredirects_redirect" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "old_path" varchar(255) NOT NULL, "is_permanent" bool NOT NULL, "redirect_link" varchar(255) NOT NULL, "redirect_page_id" integer NULL REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED, "site_id" integer NULL REFERENCES "wagtailcore_site" ("id") DEFERRABLE INITIALLY DEFERRED, "automatically_created" bool NOT NULL, "created_at" datetime NULL, "redirect_page_route_path" varchar(255) NOT NULL);
CREATE TABLE "wagtailsearch_indexentry" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "object_id" varchar(50) NOT NULL, "title_norm" real NOT NULL, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "autocomplete" text NULL, "body" text NULL, "title" text NOT NULL);
CREATE VIRTUAL TABLE wagtailsearch_indexentry_fts USING fts5(autocomplete, body, title);
CREATE TABLE "wagtailusers_userprofile" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "submitted_notifications" bool NOT NULL, "approved_notifications" bool NOT NULL, "rejected_notifications" bool NOT NULL, "user_id" bigint NOT NULL UNIQUE REFERENCES "partners_person" ("id") DEFERRABLE INITIALLY DEFERRED, "preferred_language" varchar(10) NOT NULL, "current_time_zone" varchar(40) NOT NULL, "avatar" varchar(100) NOT NULL, "updated_comments_notifications" bool NOT NULL, "dismissibles" text NOT NULL CHECK ((JSON_VALID("dismissibles") OR "dismissibles" IS NULL)), "theme" varchar(40) NOT NULL, "density" varchar(40) NOT NULL, "contrast" varchar(40) NOT NULL, "keyboard_shortcuts" bool NOT NULL);
INSERT INTO "django_migrations" VALUES
(1,'contenttypes','0001_initial','2026-11-23 07:41:25.339831'),
(2,'contenttypes','0002_remove_content_type_name','2026-11-23 07:41:25.346142'),
(3,'auth','0001_initial','2026-11-23 07:41:25.355679'),
(4,'auth','0002_alter_permission_name_max_length','2026-11-23 07:41:25.361416'),
(5,'auth','0003_alter_user_email_max_length','2026-11-23 07:41:25.366336'),
(6,'auth','0004_alter_user_username_opts','2026-11-23 07:41:25.370464'),
(7,'auth','0005_alter_user_last_login_null','2026-11-23 07:41:25.374576'),
(8,'auth','0006_require_contenttypes_0002','2026-11-23 07:41:25.375708'),
(9,'auth','0007_alter_validators_add_error_messages','2026-11-23 07:41:25.379247'),
(10,'auth','0008_alter_user_username_max_length','2026-11-23 07:41:25.382839'),
(11,'auth','0009_alter_user_last_name_max_length','2026-11-23 07:41:25.386327'),
(12,'auth','0010_alter_group_name_max_length','2026-11-23 07:41:25.390798'),
(13,'auth','0011_update_proxy_permissions','2026-11-23 07:41:25.394999'),
(14,'auth','0012_alter_user_first_name_max_length','2026-11-23 07:41:25.399341'),
(15,'partners','0001_person','2026-11-23 07:41:25.406445'),
(16,'account','0001_initial','2026-11-23 07:41:25.417128'),
(17,'account','0002_email_max_length','2026-11-23 07:41:25.424511'),
(18,'account','0003_alter_emailaddress_create_unique_verified_email','2026-11-23 07:41:25.434384'),
(19,'account','0004_alter_emailaddress_drop_unique_email','2026-11-23 07:41:25.441633'),
(20,'account','0005_emailaddress_idx_upper_email','2026-11-23 07:41:25.446856'),
(21,'account','0006_emailaddress_lower','2026-11-23 07:41:25.452110'),
(22,'account','0007_emailaddress_idx_email','2026-11-23 07:41:25.461295'),
(23,'account','0008_emailaddress_unique_primary_email_fixup','2026-11-23 07:41:25.467486'),
(24,'account','0009_emailaddress_unique_primary_email','2026-11-23 07:41:25.471459'),
(25,'wagtailcore','0001_initial','2026-11-23 07:41:25.540748'),
(26,'wagtailcore','0002_initial_data','2026-11-23 07:41:25.541919'),
(27,'wagtailcore','0003_add_uniqueness_constraint_on_group_page_permission','2026-11-23 07:41:25.542743'),
(28,'wagtailcore','0004_page_locked','2026-11-23 07:41:25.543425'),
(29,'wagtailcore','0005_add_page_lock_permission_to_moderators','2026-11-23 07:41:25.544058'),
(30,'wagtailcore','0006_add_lock_page_permission','2026-11-23 07:41:25.544648'),
(31,'wagtailcore','0007_page_latest_revision_created_at','2026-11-23 07:41:25.545128'),
(32,'wagtailcore','0008_populate_latest_revision_created_at','2026-11-23 07:41:25.545776'),
(33,'wagtailcore','0009_remove_auto_now_add_from_pagerevision_created_at','2026-11-23 07:41:25.549414'),
(34,'wagtailcore','0010_change_page_owner_to_null_on_delete','2026-11-23 07:41:25.550422'),
(35,'wagtailcore','0011_page_first_published_at','2026-11-23 07:41:25.551143'),
(36,'wagtailcore','0012_extend_page_slug_field','2026-11-23 07:41:25.551853'),
(37,'wagtailcore','0013_update_golive_expire_help_text','2026-11-23 07:41:25.552490'),
(38,'wagtailcore','0014_add_verbose_name','2026-11-23 07:41:25.553145'),
(39,'wagtailcore','0015_add_more_verbose_names','2026-11-23 07:41:25.553729'),
(40,'wagtailcore','0016_change_page_url_path_to_text_field','2026-11-23 07:41:25.554286'),
(41,'wagtailcore','0017_change_edit_page_permission_description','2026-11-23 07:41:25.561728'),
(42,'wagtailcore','0018_pagerevision_submitted_for_moderation_index','2026-11-23 07:41:25.571384'),
(43,'wagtailcore','0019_verbose_names_cleanup','2026-11-23 07:41:25.599849'),
(44,'wagtailcore','0020_add_index_on_page_first_published_at','2026-11-23 07:41:25.614771'),
(45,'wagtailcore','0021_capitalizeverbose','2026-11-23 07:41:25.806673'),
(46,'wagtailcore','0022_add_site_name','2026-11-23 07:41:25.813460'),
(47,'wagtailcore','0023_alter_page_revision_on_delete_behaviour','2026-11-23 07:41:25.820942'),
(48,'wagtailcore','0024_collection','2026-11-23 07:41:25.824665'),
(49,'wagtailcore','0025_collection_initial_data','2026-11-23 07:41:25.833554'),
(50,'wagtailcore','0026_group_collection_permission','2026-11-23 07:41:25.847884'),
(51,'wagtailcore','0027_fix_collection_path_collation','2026-11-23 07:41:25.856045'),
(52,'wagtailcore','0024_alter_page_content_type_on_delete_behaviour','2026-11-23 07:41:25.866864'),
(53,'wagtailcore','0028_merge','2026-11-23 07:41:25.868209'),
(54,'wagtailcore','0029_unicode_slugfield_dj19','2026-11-23 07:41:25.877318'),
(55,'wagtailcore','0030_index_on_pagerevision_created_at','2026-11-23 07:41:25.885951'),
(56,'wagtailcore','0031_add_page_view_restriction_types','2026-11-23 07:41:25.905962'),
(57,'wagtailcore','0032_add_bulk_delete_page_permission','2026-11-23 07:41:25.912300'),
(58,'wagtailcore','0033_remove_golive_expiry_help_text','2026-11-23 07:41:25.923568'),
(59,'wagtailcore','0034_page_live_revision','2026-11-23 07:41:25.932625'),
(60,'wagtailcore','0035_page_last_published_at','2026-11-23 07:41:25.939499'),
(61,'wagtailcore','0036_populate_page_last_published_at','2026-11-23 07:41:25.947543'),
(62,'wagtailcore','0037_set_page_owner_editable','2026-11-23 07:41:25.955116'),
(63,'wagtailcore','0038_make_first_published_at_editable','2026-11-23 07:41:25.961536'),
(64,'wagtailcore','0039_collectionviewrestriction','2026-11-23 07:41:25.978382'),
(65,'wagtailcore','0040_page_draft_title','2026-11-23 07:41:25.996291'),
(66,'wagtailcore','0041_group_collection_permissions_verbose_name_plural','2026-11-23 07:41:26.004474'),
(67,'wagtailcore','0042_index_on_pagerevision_approved_go_live_at','2026-11-23 07:41:26.014694'),
(68,'wagtailcore','0043_lock_fields','2026-11-23 07:41:26.034979'),
(69,'wagtailcore','0044_add_unlock_grouppagepermission','2026-11-23 07:41:26.043135'),
(70,'wagtailcore','0045_assign_unlock_grouppagepermission','2026-11-23 07:41:26.054802'),
(71,'wagtailcore','0046_site_name_remove_null','2026-11-23 07:41:26.064533'),
(72,'wagtailcore','0047_add_workflow_models','2026-11-23 07:41:26.148205'),
(73,'wagtailcore','0048_add_default_workflows','2026-11-23 07:41:26.166139'),
(74,'wagtailcore','0049_taskstate_finished_by','2026-11-23 07:41:26.178999'),
(75,'wagtailcore','0050_workflow_rejected_to_needs_changes','2026-11-23 07:41:26.202866'),
(76,'wagtailcore','0051_taskstate_comment','2026-11-23 07:41:26.216273'),
(77,'wagtailcore','0052_pagelogentry','2026-11-23 07:41:26.231691'),
(78,'wagtailcore','0053_locale_model','2026-11-23 07:41:26.233792'),
(79,'wagtailcore','0054_initial_locale','2026-11-23 07:41:26.249285'),
(80,'wagtailcore','0055_page_locale_fields','2026-11-23 07:41:26.283160'),
(81,'wagtailcore','0056_page_locale_fields_populate','2026-11-23 07:41:26.296459'),
(82,'wagtailcore','0057_page_locale_fields_notnull','2026-11-23 07:41:26.325334'),
(83,'wagtailcore','0058_page_alias_of','2026-11-23 07:41:26.340695'),
(84,'wagtailcore','0059_apply_collection_ordering','2026-11-23 07:41:26.354766'),
(85,'wagtailcore','0060_fix_workflow_unique_constraint','2026-11-23 07:41:26.375062'),
(86,'wagtailcore','0061_change_promote_tab_helpt_text_and_verbose_names','2026-11-23 07:41:26.391382'),
(87,'wagtailcore','0062_comment_models_and_pagesubscription','2026-11-23 07:41:26.433020'),
(88,'wagtailcore','0063_modellogentry','2026-11-23 07:41:26.450033'),
(89,'wagtailcore','0064_log_timestamp_indexes','2026-11-23 07:41:26.480716'),
(90,'wagtailcore','0065_log_entry_uuid','2026-11-23 07:41:26.506865'),
(91,'wagtailcore','0066_collection_management_permissions','2026-11-23 07:41:26.523800'),
(92,'wagtailcore','0067_alter_pagerevision_content_json','2026-11-23 07:41:26.554574'),
(93,'wagtailcore','0068_log_entry_empty_object','2026-11-23 07:41:26.569460'),
(94,'wagtailcore','0069_log_entry_jsonfield','2026-11-23 07:41:26.622458'),
(95,'wagtail_localize','0001_initial','2026-11-23 07:41:26.770720'),
(96,'wagtailcore','0070_rename_pagerevision_revision','2026-11-23 07:41:26.958187'),
(97,'wagtailcore','0071_populate_revision_content_type','2026-11-23 07:41:26.975671'),
(98,'wagtailcore','0072_alter_revision_content_type_notnull','2026-11-23 07:41:27.018227'),
(99,'wagtailcore','0073_page_latest_revision','2026-11-23 07:41:27.040907'),
(100,'wagtailcore','0074_revision_object_str','2026-11-23 07:41:27.056036'),
(101,'wagtailcore','0075_populate_latest_revision_and_revision_object_str','2026-11-23 07:41:27.095070'),
(102,'wagtailcore','0076_modellogentry_revision','2026-11-23 07:41:27.117508'),
(103,'wagtailcore','0077_alter_revision_user','2026-11-23 07:41:27.138319'),
(104,'wagtailcore','0078_referenceindex','2026-11-23 07:41:27.160380'),
(105,'wagtailcore','0079_rename_taskstate_page_revision','2026-11-23 07:41:27.176944'),
(106,'wagtailcore','0080_generic_workflowstate','2026-11-23 07:41:27.287018'),
(107,'wagtailcore','0081_populate_workflowstate_content_type','2026-11-23 07:41:27.307947'),
(108,'wagtailcore','0082_alter_workflowstate_content_type_notnull','2026-11-23 07:41:27.360046'),
(109,'wagtailcore','0083_workflowcontenttype','2026-11-23 07:41:27.382223'),
(110,'wagtailcore','0084_add_default_page_permissions','2026-11-23 07:41:27.395775'),
(111,'wagtailcore','0085_add_grouppagepermission_permission','2026-11-23 07:41:27.429927'),
(112,'wagtailcore','0086_populate_grouppagepermission_permission','2026-11-23 07:41:27.474386'),
(113,'wagtailcore','0087_alter_grouppagepermission_unique_together_and_more','2026-11-23 07:41:27.542315'),
(114,'wagtailcore','0088_fix_log_entry_json_timestamps','2026-11-23 07:41:27.597356'),
(115,'wagtailcore','0089_log_entry_data_json_null_to_object','2026-11-23 07:41:27.618134'),
(116,'wagtailcore','0090_remove_grouppagepermission_permission_type','2026-11-23 07:41:27.681905'),
(117,'wagtailcore','0091_remove_revision_submitted_for_moderation','2026-11-23 07:41:27.699968'),
(118,'wagtailcore','0092_alter_collectionviewrestriction_password_and_more','2026-11-23 07:41:27.734496'),
(119,'wagtailcore','0093_uploadedfile','2026-11-23 07:41:27.760537'),
(120,'wagtailcore','0094_alter_page_locale','2026-11-23 07:41:27.780173'),
(121,'wagtailcore','0095_groupsitepermission','2026-11-23 07:41:27.801499'),
(122,'wagtailcore','0096_referenceindex_referenceindex_source_object_and_more','2026-11-23 07:41:27.816932'),
(123,'wagtailcore','0097_baselogentry_uuid_action_timestamp_indexes','2026-11-23 07:41:27.841562'),
(124,'content','0001_home_and_section_fronts','2026-11-23 07:41:27.893965'),
(125,'partners','0002_keep_organizations','2026-11-23 07:41:28.682550'),
(126,'partners','0003_journal_is_append_only','2026-11-23 07:41:28.723761'),
(127,'partners','0004_second_wall','2026-11-23 07:41:29.929454'),
(128,'partners','0005_remember_official_facts','2026-11-23 07:41:29.958506'),
(129,'credentials','0001_keep_credentials','2026-11-23 07:41:31.395546'),
(130,'credentials','0002_second_wall','2026-11-23 07:41:31.784444'),
(131,'credentials','0003_keep_what_others_say','2026-11-23 07:41:31.798213'),
(132,'credentials','0004_count_beside_official','2026-11-23 07:41:31.864811'),
(133,'django_tasks_database','0001_initial','2026-11-23 07:41:31.868001'),
(134,'django_tasks_database','0002_alter_dbtaskresult_options','2026-11-23 07:41:31.870818'),
(135,'django_tasks_database','0003_dbtaskresult_enqueued_at_dbtaskresult_finished_at','2026-11-23 07:41:31.884942'),
(136,'django_tasks_database','0004_dbtaskresult_started_at','2026-11-23 07:41:31.891567'),
(137,'django_tasks_database','0005_alter_dbtaskresult_priority_and_more','2026-11-23 07:41:31.914450'),
(138,'django_tasks_database','0006_alter_dbtaskresult_args_kwargs_and_more','2026-11-23 07:41:31.943797'),
(139,'django_tasks_database','0007_add_separate_results_fields','2026-11-23 07:41:31.956772'),
(140,'django_tasks_database','0008_separate_results_field','2026-11-23 07:41:32.005375'),
(141,'django_tasks_database','0009_remove_results_field','2026-11-23 07:41:32.020678'),
(142,'django_tasks_database','0010_alter_dbtaskresult_status','2026-11-23 07:41:32.034692'),
(143,'django_tasks_database','0011_rename_complete_status','2026-11-23 07:41:32.090431'),
(144,'django_tasks_database','0012_add_separate_exception_fields','2026-11-23 07:41:32.114027'),
(145,'django_tasks_database','0013_separate_exception_fields','2026-11-23 07:41:32.167299'),
(146,'django_tasks_database','0014_remove_dbtaskresult_exception_data','2026-11-23 07:41:32.182188'),
(147,'django_tasks_database','0015_correctly_order_run_after','2026-11-23 07:41:32.187390'),
(148,'django_tasks_database','0016_remove_dbtaskresult_django_task_new_ordering_idx_and_more','2026-11-23 07:41:32.328785'),
(149,'django_tasks_database','0017_dbtaskresult_metadata','2026-11-23 07:41:32.345387'),
(150,'django_tasks_database','0018_rename_succeeded_status','2026-11-23 07:41:32.424824'),
(151,'django_tasks_database','0019_rename_django_task_new_ordering_idx_tasks_db_new_ordering_idx_and_more','2026-11-23 07:41:32.465012'),
(152,'django_tasks_database','0020_update_db_task_result_ordering','2026-11-23 07:41:32.478924'),
(153,'django_tasks_database','0021_conditional_partial_index_ordering','2026-11-23 07:41:32.489055'),
(154,'mfa','0001_initial','2026-11-23 07:41:32.553693'),
(155,'mfa','0002_authenticator_timestamps','2026-11-23 07:41:32.624967'),
(156,'mfa','0003_authenticator_type_uniq','2026-11-23 07:41:32.724026'),
(157,'needs','0001_keep_gap_findings','2026-11-23 07:41:32.848314'),
(158,'needs','0002_plan_rollouts','2026-11-23 07:41:33.650282'),
(159,'needs','0003_count_openings_in_reach','2026-11-23 07:41:33.681120'),
(160,'taggit','0001_initial','2026-11-23 07:41:33.728011'),
(161,'taggit','0002_auto_20150616_2121','2026-11-23 07:41:33.739133'),
(162,'taggit','0003_taggeditem_add_unique_index','2026-11-23 07:41:33.758040'),
(163,'taggit','0004_alter_taggeditem_content_type_alter_taggeditem_tag','2026-11-23 07:41:33.850606'),
(164,'taggit','0005_auto_20220424_2025','2026-11-23 07:41:33.863606'),
(165,'taggit','0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx','2026-11-23 07:41:33.894751'),
(166,'promote','0001_keep_pages_campaigns_and_surveys','2026-11-23 07:41:37.159678'),
(167,'promote','0002_second_wall','2026-11-23 07:41:37.835211'),
(168,'promote','0003_close_a_sitting','2026-11-23 07:41:37.867407'),
(169,'promote','0004_name_starts_sets_and_lots','2026-11-23 07:41:38.055514'),
(170,'promote','0005_mark_a_campaign_for_demonstration','2026-11-23 07:41:38.095303'),
(171,'sessions','0001_initial','2026-11-23 07:41:38.101265'),
(172,'socialaccount','0001_initial','2026-11-23 07:41:38.266910'),
(173,'socialaccount','0002_token_max_lengths','2026-11-23 07:41:38.339975'),
(174,'socialaccount','0003_extra_data_default_dict','2026-11-23 07:41:38.372413'),
(175,'socialaccount','0004_app_provider_id_settings','2026-11-23 07:41:38.448177'),
(176,'socialaccount','0005_socialtoken_nullable_app','2026-11-23 07:41:39.674296'),
(177,'socialaccount','0006_alter_socialaccount_extra_data','2026-11-23 07:41:39.716502'),
(178,'wagtail_localize','0002_translation','2026-11-23 07:41:39.785606'),
(179,'wagtail_localize','0003_delete_translation_sources','2026-11-23 07:41:39.845794'),
(180,'wagtail_localize','0004_one_source_per_objectlocale','2026-11-23 07:41:39.910445'),
(181,'wagtail_localize','0005_remove_translationsource_object','2026-11-23 07:41:39.996276'),
(182,'wagtail_localize','0006_create_submit_translation_permission','2026-11-23 07:41:40.059227'),
(183,'wagtail_localize','0007_stringtranslation_type_and_tool_name','2026-11-23 07:41:40.097561'),
(184,'wagtail_localize','0008_stringtranslation_last_translated_by','2026-11-23 07:41:40.165175'),
(185,'wagtail_localize','0009_stringtranslation_errors','2026-11-23 07:41:40.238981'),
(186,'wagtail_localize','0010_overridablesegment','2026-11-23 07:41:40.305752'),
(187,'wagtail_localize','0011_segmentoverride','2026-11-23 07:41:40.372606'),
(188,'wagtail_localize','0012_localesynchronization','2026-11-23 07:41:40.432933'),
(189,'wagtail_localize','0013_translationsource_schema_version','2026-11-23 07:41:40.457745'),
(190,'wagtail_localize','0014_remove_translation_source_last_updated_at','2026-11-23 07:41:40.484066'),
(191,'wagtail_localize','0015_translationcontext_field_path','2026-11-23 07:41:40.502876'),
(192,'wagtail_localize','0016_rename_page_revision_translationlog_revision','2026-11-23 07:41:40.528262'),
(193,'wagtailadmin','0001_create_admin_access_permissions','2026-11-23 07:41:40.592064'),
(194,'wagtailadmin','0002_admin','2026-11-23 07:41:40.596802'),
(195,'wagtailadmin','0003_admin_managed','2026-11-23 07:41:40.600929'),
(196,'wagtailadmin','0004_editingsession','2026-11-23 07:41:40.663089'),
(197,'wagtailadmin','0005_editingsession_is_editing','2026-11-23 07:41:40.700454'),
(198,'wagtailadmin','0006_formstate','2026-11-23 07:41:40.782107'),
(199,'wagtaildocs','0001_initial','2026-11-23 07:41:40.857755'),
(200,'wagtaildocs','0002_initial_data','2026-11-23 07:41:40.929323'),
(201,'wagtaildocs','0003_add_verbose_names','2026-11-23 07:41:41.048770'),
(202,'wagtaildocs','0004_capitalizeverbose','2026-11-23 07:41:41.309341'),
(203,'wagtaildocs','0005_document_collection','2026-11-23 07:41:41.385157'),
(204,'wagtaildocs','0006_copy_document_permissions_to_collections','2026-11-23 07:41:41.451872'),
(205,'wagtaildocs','0005_alter_uploaded_by_user_on_delete_action','2026-11-23 07:41:41.518113'),
(206,'wagtaildocs','0007_merge','2026-11-23 07:41:41.519935'),
(207,'wagtaildocs','0008_document_file_size','2026-11-23 07:41:41.559783'),
(208,'wagtaildocs','0009_document_verbose_name_plural','2026-11-23 07:41:41.587145'),
(209,'wagtaildocs','0010_document_file_hash','2026-11-23 07:41:41.623848'),
(210,'wagtaildocs','0011_add_choose_permissions','2026-11-23 07:41:41.770613'),
(211,'wagtaildocs','0012_uploadeddocument','2026-11-23 07:41:41.831006'),
(212,'wagtaildocs','0013_delete_uploadeddocument','2026-11-23 07:41:41.833742'),
(213,'wagtaildocs','0014_alter_document_file_size','2026-11-23 07:41:41.870431'),
(214,'wagtailimages','0001_initial','2026-11-23 07:41:42.126045'),
(215,'wagtailimages','0002_initial_data','2026-11-23 07:41:42.126556'),
(216,'wagtailimages','0003_fix_focal_point_fields','2026-11-23 07:41:42.126857'),
(217,'wagtailimages','0004_make_focal_point_key_not_nullable','2026-11-23 07:41:42.127140'),
(218,'wagtailimages','0005_make_filter_spec_unique','2026-11-23 07:41:42.127405'),
(219,'wagtailimages','0006_add_verbose_names','2026-11-23 07:41:42.127667'),
(220,'wagtailimages','0007_image_file_size','2026-11-23 07:41:42.127924'),
(221,'wagtailimages','0008_image_created_at_index','2026-11-23 07:41:42.128180'),
(222,'wagtailimages','0009_capitalizeverbose','2026-11-23 07:41:42.128439'),
(223,'wagtailimages','0010_change_on_delete_behaviour','2026-11-23 07:41:42.128695'),
(224,'wagtailimages','0011_image_collection','2026-11-23 07:41:42.129014'),
(225,'wagtailimages','0012_copy_image_permissions_to_collections','2026-11-23 07:41:42.129280'),
(226,'wagtailimages','0013_make_rendition_upload_callable','2026-11-23 07:41:42.129533'),
(227,'wagtailimages','0014_add_filter_spec_field','2026-11-23 07:41:42.129778'),
(228,'wagtailimages','0015_fill_filter_spec_field','2026-11-23 07:41:42.130027'),
(229,'wagtailimages','0016_deprecate_rendition_filter_relation','2026-11-23 07:41:42.130271'),
(230,'wagtailimages','0017_reduce_focal_point_key_max_length','2026-11-23 07:41:42.130514'),
(231,'wagtailimages','0018_remove_rendition_filter','2026-11-23 07:41:42.130757'),
(232,'wagtailimages','0019_delete_filter','2026-11-23 07:41:42.130997'),
(233,'wagtailimages','0020_add-verbose-name','2026-11-23 07:41:42.131297'),
(234,'wagtailimages','0021_image_file_hash','2026-11-23 07:41:42.131556'),
(235,'wagtailimages','0022_uploadedimage','2026-11-23 07:41:42.194712'),
(236,'wagtailimages','0023_add_choose_permissions','2026-11-23 07:41:42.358735'),
(237,'wagtailimages','0024_index_image_file_hash','2026-11-23 07:41:42.401889'),
(238,'wagtailimages','0025_alter_image_file_alter_rendition_file','2026-11-23 07:41:42.461697'),
(239,'wagtailimages','0026_delete_uploadedimage','2026-11-23 07:41:42.465417'),
(240,'wagtailimages','0027_image_description','2026-11-23 07:41:42.504918'),
(241,'wagtailredirects','0001_initial','2026-11-23 07:41:42.576530'),
(242,'wagtailredirects','0002_add_verbose_names','2026-11-23 07:41:42.656317'),
(243,'wagtailredirects','0003_make_site_field_editable','2026-11-23 07:41:42.719640'),
(244,'wagtailredirects','0004_set_unique_on_path_and_site','2026-11-23 07:41:42.769147'),
(245,'wagtailredirects','0005_capitalizeverbose','2026-11-23 07:41:43.003159'),
(246,'wagtailredirects','0006_redirect_increase_max_length','2026-11-23 07:41:43.052642'),
(247,'wagtailredirects','0007_add_autocreate_fields','2026-11-23 07:41:43.170890'),
(248,'wagtailredirects','0008_add_verbose_name_plural','2026-11-23 07:41:44.433934'),
(249,'wagtailsearch','0001_initial','2026-11-23 07:41:44.584865'),
(250,'wagtailsearch','0002_add_verbose_names','2026-11-23 07:41:44.697137'),
(251,'wagtailsearch','0003_remove_editors_pick','2026-11-23 07:41:44.699231'),
(252,'wagtailsearch','0004_querydailyhits_verbose_name_plural','2026-11-23 07:41:44.705778'),
(253,'wagtailsearch','0005_create_indexentry','2026-11-23 07:41:44.786560'),
(254,'wagtailsearch','0006_customise_indexentry','2026-11-23 07:41:44.914818'),
(255,'wagtailsearch','0007_delete_editorspick','2026-11-23 07:41:44.918601'),
(256,'wagtailsearch','0008_remove_query_and_querydailyhits_models','2026-11-23 07:41:44.945369'),
(257,'wagtailsearch','0009_remove_ngram_autocomplete','2026-11-23 07:41:44.946976'),
(258,'wagtailsearch','0010_add_text_fields','2026-11-23 07:41:44.947832'),
(259,'wagtailusers','0001_initial','2026-11-23 07:41:45.011474'),
(260,'wagtailusers','0002_add_verbose_name_on_userprofile','2026-11-23 07:41:45.096713'),
(261,'wagtailusers','0003_add_verbose_names','2026-11-23 07:41:45.127043'),
(262,'wagtailusers','0004_capitalizeverbose','2026-11-23 07:41:45.233770'),
(263,'wagtailusers','0005_make_related_name_wagtail_specific','2026-11-23 07:41:45.302160'),
(264,'wagtailusers','0006_userprofile_prefered_language','2026-11-23 07:41:45.342072'),
(265,'wagtailusers','0007_userprofile_current_time_zone','2026-11-23 07:41:45.382674'),
(266,'wagtailusers','0008_userprofile_avatar','2026-11-23 07:41:45.420238'),
(267,'wagtailusers','0009_userprofile_verbose_name_plural','2026-11-23 07:41:45.448420'),
(268,'wagtailusers','0010_userprofile_updated_comments_notifications','2026-11-23 07:41:45.487021'),
(269,'wagtailusers','0011_userprofile_dismissibles','2026-11-23 07:41:45.526235'),
(270,'wagtailusers','0012_userprofile_theme','2026-11-23 07:41:45.569909'),
(271,'wagtailusers','0013_userprofile_density','2026-11-23 07:41:45.612309'),
(272,'wagtailusers','0014_userprofile_contrast','2026-11-23 07:41:45.654216'),
(273,'wagtailusers','0015_userprofile_keyboard_shortcuts','2026-11-23 07:41:45.699621'),
(274,'wagtailimages','0001_squashed_0021','2026-11-23 07:41:45.703140'),
(275,'wagtailcore','0001_squashed_0016_change_page_url_path_to_text_field','2026-11-23 07:41:45.703681');
INSERT INTO "django_content_type" VALUES
(1,'wagtailcore','page'),
(2,'wagtailcore','groupapprovaltask'),
(3,'wagtailcore','locale'),
(4,'wagtailcore','site'),
(5,'wagtailcore','groupsitepermission'),
(6,'wagtailcore','modellogentry'),
(7,'wagtailcore','revision'),
(8,'wagtailcore','collectionviewrestriction'),
(9,'wagtailcore','collection'),
(10,'wagtailcore','groupcollectionpermission'),
(11,'wagtailcore','uploadedfile'),
(12,'wagtailcore','workflowcontenttype'),
(13,'wagtailcore','workflowstate'),
(14,'wagtailcore','workflow'),
(15,'wagtailcore','workflowtask'),
(16,'wagtailcore','task'),
(17,'wagtailcore','taskstate'),
(18,'wagtailcore','grouppagepermission'),
(19,'wagtailcore','pageviewrestriction'),
(20,'wagtailcore','workflowpage'),
(21,'wagtailcore','pagelogentry'),
(22,'wagtailcore','comment'),
(23,'wagtailcore','commentreply'),
(24,'wagtailcore','pagesubscription'),
(25,'wagtailcore','referenceindex'),
(26,'wagtail_localize','translation'),
(27,'wagtailadmin','admin'),
(28,'wagtaildocs','document'),
(29,'wagtailimages','image'),
(30,'promote','eventspage'),
(31,'promote','newspage'),
(32,'promote','seriesshelfpage'),
(33,'promote','storiespage'),
(34,'promote','toolkitspage'),
(35,'promote','campaign'),
(36,'promote','campaignpiece'),
(37,'promote','campaignlink'),
(38,'promote','linkreach'),
(39,'promote','pagereach'),
(40,'promote','perceptionsurvey'),
(41,'promote','perceptionfinding'),
(42,'promote','picture'),
(43,'promote','newsitempage'),
(44,'promote','eventpage'),
(45,'promote','picturerendition'),
(46,'promote','plainpage'),
(47,'promote','seriespage'),
(48,'promote','sitting'),
(49,'promote','response'),
(50,'promote','sittingresult'),
(51,'promote','storypage'),
(52,'promote','subscriber'),
(53,'promote','surveygroup'),
(54,'promote','surveyquestion'),
(55,'promote','thread'),
(56,'promote','toolkitpage'),
(57,'promote','video'),
(58,'promote','episodepage'),
(59,'needs','gapfinding'),
(60,'needs','gapprogram'),
(61,'needs','gapflow'),
(62,'needs','gaprow'),
(63,'needs','gaptotal'),
(64,'needs','rolloutline'),
(65,'needs','advice'),
(66,'needs','rolloutplan'),
(67,'needs','rolloutscenario'),
(68,'needs','adoption'),
(69,'credentials','issuer'),
(70,'credentials','credential'),
(71,'credentials','petition'),
(72,'credentials','petitionletter'),
(73,'credentials','program'),
(74,'credentials','offering'),
(75,'credentials','attainment'),
(76,'credentials','articulation'),
(77,'credentials','promise'),
(78,'credentials','recognition'),
(79,'credentials','registryimport'),
(80,'credentials','competency'),
(81,'credentials','credentialcode'),
(82,'credentials','examsite'),
(83,'credentials','foreignnode'),
(84,'partners','person'),
(85,'partners','contact'),
(86,'partners','importbatch'),
(87,'partners','organization'),
(88,'partners','membership'),
(89,'partners','link'),
(90,'partners','journalentry'),
(91,'partners','invitation'),
(92,'partners','importrow'),
(93,'partners','importchange'),
(94,'partners','consent'),
(95,'partners','site'),
(96,'partners','workitem'),
(97,'content','homepage'),
(98,'content','sectionfront'),
(99,'wagtail_localize','string'),
(100,'wagtail_localize','template'),
(101,'wagtail_localize','translatableobject'),
(102,'wagtail_localize','translationsource'),
(103,'wagtail_localize','translationlog'),
(104,'wagtail_localize','translationcontext'),
(105,'wagtail_localize','templatesegment'),
(106,'wagtail_localize','stringsegment'),
(107,'wagtail_localize','relatedobjectsegment'),
(108,'wagtail_localize','stringtranslation'),
(109,'wagtail_localize','overridablesegment'),
(110,'wagtail_localize','segmentoverride'),
(111,'wagtail_localize','localesynchronization'),
(112,'wagtailredirects','redirect'),
(113,'wagtailusers','userprofile'),
(114,'wagtailimages','rendition'),
(115,'wagtailsearch','indexentry'),
(116,'wagtailsearch','sqliteftsindexentry'),
(117,'wagtailadmin','editingsession'),
(118,'wagtailadmin','formstate'),
(119,'taggit','tag'),
(120,'taggit','taggeditem'),
(121,'django_tasks_database','dbtaskresult'),
(122,'account','emailaddress'),
(123,'account','emailconfirmation'),
(124,'mfa','authenticator'),
(125,'socialaccount','socialaccount'),
(126,'socialaccount','socialapp'),
(127,'socialaccount','socialtoken'),
(128,'auth','permission'),
(129,'auth','group'),
(130,'contenttypes','contenttype'),
(131,'sessions','session');
INSERT INTO "auth_group_permissions" VALUES
(1,2,105),
(2,1,105),
(3,2,106),
(4,1,106),
(5,2,107),
(6,2,108),
(7,2,109),
(8,1,107),
(9,1,108),
(10,1,109),
(11,2,110),
(12,1,110),
(13,2,112),
(14,2,113),
(15,2,111),
(16,1,112),
(17,1,113),
(18,1,111),
(19,2,114),
(20,1,114);
INSERT INTO "auth_permission" VALUES
(1,3,'add_locale','Can add locale'),
(2,3,'change_locale','Can change locale'),
(3,3,'delete_locale','Can delete locale'),
(4,3,'view_locale','Can view locale'),
(5,4,'add_site','Can add site'),
(6,4,'change_site','Can change site'),
(7,4,'delete_site','Can delete site'),
(8,4,'view_site','Can view site'),
(9,5,'add_groupsitepermission','Can add group site permission'),
(10,5,'change_groupsitepermission','Can change group site permission'),
(11,5,'delete_groupsitepermission','Can delete group site permission'),
(12,5,'view_groupsitepermission','Can view group site permission'),
(13,6,'add_modellogentry','Can add model log entry'),
(14,6,'change_modellogentry','Can change model log entry'),
(15,6,'delete_modellogentry','Can delete model log entry'),
(16,6,'view_modellogentry','Can view model log entry'),
(17,7,'add_revision','Can add revision'),
(18,7,'change_revision','Can change revision'),
(19,7,'delete_revision','Can delete revision'),
(20,7,'view_revision','Can view revision'),
(21,8,'add_collectionviewrestriction','Can add collection view restriction'),
(22,8,'change_collectionviewrestriction','Can change collection view restriction'),
(23,8,'delete_collectionviewrestriction','Can delete collection view restriction'),
(24,8,'view_collectionviewrestriction','Can view collection view restriction'),
(25,9,'add_collection','Can add collection'),
(26,9,'change_collection','Can change collection'),
(27,9,'delete_collection','Can delete collection'),
(28,9,'view_collection','Can view collection'),
(29,10,'add_groupcollectionpermission','Can add group collection permission'),
(30,10,'change_groupcollectionpermission','Can change group collection permission'),
(31,10,'delete_groupcollectionpermission','Can delete group collection permission'),
(32,10,'view_groupcollectionpermission','Can view group collection permission'),
(33,11,'add_uploadedfile','Can add uploaded file'),
(34,11,'change_uploadedfile','Can change uploaded file'),
(35,11,'delete_uploadedfile','Can delete uploaded file'),
(36,11,'view_uploadedfile','Can view uploaded file'),
(37,12,'add_workflowcontenttype','Can add workflow content type'),
(38,12,'change_workflowcontenttype','Can change workflow content type'),
(39,12,'delete_workflowcontenttype','Can delete workflow content type'),
(40,12,'view_workflowcontenttype','Can view workflow content type'),
(41,13,'add_workflowstate','Can add Workflow state'),
(42,13,'change_workflowstate','Can change Workflow state'),
(43,13,'delete_workflowstate','Can delete Workflow state'),
(44,13,'view_workflowstate','Can view Workflow state'),
(45,14,'add_workflow','Can add workflow'),
(46,14,'change_workflow','Can change workflow'),
(47,14,'delete_workflow','Can delete workflow'),
(48,14,'view_workflow','Can view workflow'),
(49,15,'add_workflowtask','Can add workflow task order'),
(50,15,'change_workflowtask','Can change workflow task order'),
(51,15,'delete_workflowtask','Can delete workflow task order'),
(52,15,'view_workflowtask','Can view workflow task order'),
(53,16,'add_task','Can add task'),
(54,16,'change_task','Can change task'),
(55,16,'delete_task','Can delete task'),
(56,16,'view_task','Can view task'),
(57,2,'add_groupapprovaltask','Can add Group approval task'),
(58,2,'change_groupapprovaltask','Can change Group approval task'),
(59,2,'delete_groupapprovaltask','Can delete Group approval task'),
(60,2,'view_groupapprovaltask','Can view Group approval task'),
(61,17,'add_taskstate','Can add Task state'),
(62,17,'change_taskstate','Can change Task state'),
(63,17,'delete_taskstate','Can delete Task state'),
(64,17,'view_taskstate','Can view Task state'),
(65,1,'add_page','Can add page'),
(66,1,'change_page','Can change page'),
(67,1,'delete_page','Can delete page'),
(68,1,'view_page','Can view page'),
(69,1,'bulk_delete_page','Delete pages with children'),
(70,1,'lock_page','Lock/unlock pages you''ve locked'),
(71,1,'publish_page','Publish any page'),
(72,1,'unlock_page','Unlock any page'),
(73,18,'add_grouppagepermission','Can add group page permission'),
(74,18,'change_grouppagepermission','Can change group page permission'),
(75,18,'delete_grouppagepermission','Can delete group page permission'),
(76,18,'view_grouppagepermission','Can view group page permission'),
(77,19,'add_pageviewrestriction','Can add page view restriction'),
(78,19,'change_pageviewrestriction','Can change page view restriction'),
(79,19,'delete_pageviewrestriction','Can delete page view restriction'),
(80,19,'view_pageviewrestriction','Can view page view restriction'),
(81,20,'add_workflowpage','Can add workflow page'),
(82,20,'change_workflowpage','Can change workflow page'),
(83,20,'delete_workflowpage','Can delete workflow page'),
(84,20,'view_workflowpage','Can view workflow page'),
(85,21,'add_pagelogentry','Can add page log entry'),
(86,21,'change_pagelogentry','Can change page log entry'),
(87,21,'delete_pagelogentry','Can delete page log entry'),
(88,21,'view_pagelogentry','Can view page log entry'),
(89,22,'add_comment','Can add comment'),
(90,22,'change_comment','Can change comment'),
(91,22,'delete_comment','Can delete comment'),
(92,22,'view_comment','Can view comment'),
(93,23,'add_commentreply','Can add comment reply'),
(94,23,'change_commentreply','Can change comment reply'),
(95,23,'delete_commentreply','Can delete comment reply'),
(96,23,'view_commentreply','Can view comment reply'),
(97,24,'add_pagesubscription','Can add page subscription'),
(98,24,'change_pagesubscription','Can change page subscription'),
(99,24,'delete_pagesubscription','Can delete page subscription'),
(100,24,'view_pagesubscription','Can view page subscription'),
(101,25,'add_referenceindex','Can add reference index'),
(102,25,'change_referenceindex','Can change reference index'),
(103,25,'delete_referenceindex','Can delete reference index'),
(104,25,'view_referenceindex','Can view reference index'),
(105,26,'submit_translation','Can submit translations'),
(106,27,'access_admin','Can access Wagtail admin'),
(107,28,'add_document','Can add document'),
(108,28,'change_document','Can change document'),
(109,28,'delete_document','Can delete document'),
(110,28,'choose_document','Can choose document'),
(111,29,'add_image','Can add image'),
(112,29,'change_image','Can change image'),
(113,29,'delete_image','Can delete image'),
(114,29,'choose_image','Can choose image'),
(115,30,'add_eventspage','Can add shelf of events'),
(116,30,'change_eventspage','Can change shelf of events'),
(117,30,'delete_eventspage','Can delete shelf of events'),
(118,30,'view_eventspage','Can view shelf of events'),
(119,31,'add_newspage','Can add shelf of news'),
(120,31,'change_newspage','Can change shelf of news'),
(121,31,'delete_newspage','Can delete shelf of news'),
(122,31,'view_newspage','Can view shelf of news'),
(123,32,'add_seriesshelfpage','Can add shelf of series'),
(124,32,'change_seriesshelfpage','Can change shelf of series'),
(125,32,'delete_seriesshelfpage','Can delete shelf of series'),
(126,32,'view_seriesshelfpage','Can view shelf of series'),
(127,33,'add_storiespage','Can add shelf of stories'),
(128,33,'change_storiespage','Can change shelf of stories'),
(129,33,'delete_storiespage','Can delete shelf of stories'),
(130,33,'view_storiespage','Can view shelf of stories'),
(131,34,'add_toolkitspage','Can add shelf of toolkits'),
(132,34,'change_toolkitspage','Can change shelf of toolkits'),
(133,34,'delete_toolkitspage','Can delete shelf of toolkits'),
(134,34,'view_toolkitspage','Can view shelf of toolkits'),
(135,35,'add_campaign','Can add campaign'),
(136,35,'change_campaign','Can change campaign'),
(137,35,'delete_campaign','Can delete campaign'),
(138,35,'view_campaign','Can view campaign'),
(139,36,'add_campaignpiece','Can add piece of a campaign'),
(140,36,'change_campaignpiece','Can change piece of a campaign'),
(141,36,'delete_campaignpiece','Can delete piece of a campaign'),
(142,36,'view_campaignpiece','Can view piece of a campaign'),
(143,37,'add_campaignlink','Can add short link'),
(144,37,'change_campaignlink','Can change short link'),
(145,37,'delete_campaignlink','Can delete short link'),
(146,37,'view_campaignlink','Can view short link'),
(147,38,'add_linkreach','Can add reach of a link'),
(148,38,'change_linkreach','Can change reach of a link'),
(149,38,'delete_linkreach','Can delete reach of a link'),
(150,38,'view_linkreach','Can view reach of a link'),
(151,39,'add_pagereach','Can add reach of a page'),
(152,39,'change_pagereach','Can change reach of a page'),
(153,39,'delete_pagereach','Can delete reach of a page'),
(154,39,'view_pagereach','Can view reach of a page'),
(155,40,'add_perceptionsurvey','Can add perception survey'),
(156,40,'change_perceptionsurvey','Can change perception survey'),
(157,40,'delete_perceptionsurvey','Can delete perception survey'),
(158,40,'view_perceptionsurvey','Can view perception survey'),
(159,41,'add_perceptionfinding','Can add finding of a survey'),
(160,41,'change_perceptionfinding','Can change finding of a survey'),
(161,41,'delete_perceptionfinding','Can delete finding of a survey'),
(162,41,'view_perceptionfinding','Can view finding of a survey'),
(163,42,'add_picture','Can add picture'),
(164,42,'change_picture','Can change picture'),
(165,42,'delete_picture','Can delete picture'),
(166,42,'view_picture','Can view picture'),
(167,43,'add_newsitempage','Can add piece of news'),
(168,43,'change_newsitempage','Can change piece of news'),
(169,43,'delete_newsitempage','Can delete piece of news'),
(170,43,'view_newsitempage','Can view piece of news'),
(171,44,'add_eventpage','Can add event'),
(172,44,'change_eventpage','Can change event'),
(173,44,'delete_eventpage','Can delete event'),
(174,44,'view_eventpage','Can view event'),
(175,45,'add_picturerendition','Can add rendition'),
(176,45,'change_picturerendition','Can change rendition'),
(177,45,'delete_picturerendition','Can delete rendition'),
(178,45,'view_picturerendition','Can view rendition'),
(179,46,'add_plainpage','Can add plain page'),
(180,46,'change_plainpage','Can change plain page'),
(181,46,'delete_plainpage','Can delete plain page'),
(182,46,'view_plainpage','Can view plain page'),
(183,47,'add_seriespage','Can add series'),
(184,47,'change_seriespage','Can change series'),
(185,47,'delete_seriespage','Can delete series'),
(186,47,'view_seriespage','Can view series'),
(187,48,'add_sitting','Can add sitting'),
(188,48,'change_sitting','Can change sitting'),
(189,48,'delete_sitting','Can delete sitting'),
(190,48,'view_sitting','Can view sitting'),
(191,49,'add_response','Can add response'),
(192,49,'change_response','Can change response'),
(193,49,'delete_response','Can delete response'),
(194,49,'view_response','Can view response'),
(195,50,'add_sittingresult','Can add result of a sitting'),
(196,50,'change_sittingresult','Can change result of a sitting'),
(197,50,'delete_sittingresult','Can delete result of a sitting'),
(198,50,'view_sittingresult','Can view result of a sitting'),
(199,51,'add_storypage','Can add story'),
(200,51,'change_storypage','Can change story'),
(201,51,'delete_storypage','Can delete story'),
(202,51,'view_storypage','Can view story'),
(203,52,'add_subscriber','Can add subscriber'),
(204,52,'change_subscriber','Can change subscriber'),
(205,52,'delete_subscriber','Can delete subscriber'),
(206,52,'view_subscriber','Can view subscriber'),
(207,53,'add_surveygroup','Can add survey group'),
(208,53,'change_surveygroup','Can change survey group'),
(209,53,'delete_surveygroup','Can delete survey group'),
(210,53,'view_surveygroup','Can view survey group'),
(211,54,'add_surveyquestion','Can add question'),
(212,54,'change_surveyquestion','Can change question'),
(213,54,'delete_surveyquestion','Can delete question'),
(214,54,'view_surveyquestion','Can view question'),
(215,55,'add_thread','Can add thread'),
(216,55,'change_thread','Can change thread'),
(217,55,'delete_thread','Can delete thread'),
(218,55,'view_thread','Can view thread'),
(219,56,'add_toolkitpage','Can add toolkit'),
(220,56,'change_toolkitpage','Can change toolkit'),
(221,56,'delete_toolkitpage','Can delete toolkit'),
(222,56,'view_toolkitpage','Can view toolkit'),
(223,57,'add_video','Can add video'),
(224,57,'change_video','Can change video'),
(225,57,'delete_video','Can delete video'),
(226,57,'view_video','Can view video'),
(227,58,'add_episodepage','Can add episode'),
(228,58,'change_episodepage','Can change episode'),
(229,58,'delete_episodepage','Can delete episode'),
(230,58,'view_episodepage','Can view episode'),
(231,59,'add_gapfinding','Can add gap finding'),
(232,59,'change_gapfinding','Can change gap finding'),
(233,59,'delete_gapfinding','Can delete gap finding'),
(234,59,'view_gapfinding','Can view gap finding'),
(235,60,'add_gapprogram','Can add gap program'),
(236,60,'change_gapprogram','Can change gap program'),
(237,60,'delete_gapprogram','Can delete gap program'),
(238,60,'view_gapprogram','Can view gap program'),
(239,61,'add_gapflow','Can add gap flow'),
(240,61,'change_gapflow','Can change gap flow'),
(241,61,'delete_gapflow','Can delete gap flow'),
(242,61,'view_gapflow','Can view gap flow'),
(243,62,'add_gaprow','Can add gap row'),
(244,62,'change_gaprow','Can change gap row'),
(245,62,'delete_gaprow','Can delete gap row'),
(246,62,'view_gaprow','Can view gap row'),
(247,63,'add_gaptotal','Can add gap total'),
(248,63,'change_gaptotal','Can change gap total'),
(249,63,'delete_gaptotal','Can delete gap total'),
(250,63,'view_gaptotal','Can view gap total'),
(251,64,'add_rolloutline','Can add line of a plan'),
(252,64,'change_rolloutline','Can change line of a plan'),
(253,64,'delete_rolloutline','Can delete line of a plan'),
(254,64,'view_rolloutline','Can view line of a plan'),
(255,65,'add_advice','Can add advice'),
(256,65,'change_advice','Can change advice'),
(257,65,'delete_advice','Can delete advice'),
(258,65,'view_advice','Can view advice'),
(259,66,'add_rolloutplan','Can add rollout plan'),
(260,66,'change_rolloutplan','Can change rollout plan'),
(261,66,'delete_rolloutplan','Can delete rollout plan'),
(262,66,'view_rolloutplan','Can view rollout plan'),
(263,67,'add_rolloutscenario','Can add rollout scenario'),
(264,67,'change_rolloutscenario','Can change rollout scenario'),
(265,67,'delete_rolloutscenario','Can delete rollout scenario'),
(266,67,'view_rolloutscenario','Can view rollout scenario'),
(267,68,'add_adoption','Can add adoption'),
(268,68,'change_adoption','Can change adoption'),
(269,68,'delete_adoption','Can delete adoption'),
(270,68,'view_adoption','Can view adoption'),
(271,69,'add_issuer','Can add issuer'),
(272,69,'change_issuer','Can change issuer'),
(273,69,'delete_issuer','Can delete issuer'),
(274,69,'view_issuer','Can view issuer'),
(275,70,'add_credential','Can add credential'),
(276,70,'change_credential','Can change credential'),
(277,70,'delete_credential','Can delete credential'),
(278,70,'view_credential','Can view credential'),
(279,71,'add_petition','Can add petition'),
(280,71,'change_petition','Can change petition'),
(281,71,'delete_petition','Can delete petition'),
(282,71,'view_petition','Can view petition'),
(283,72,'add_petitionletter','Can add letter of support'),
(284,72,'change_petitionletter','Can change letter of support'),
(285,72,'delete_petitionletter','Can delete letter of support'),
(286,72,'view_petitionletter','Can view letter of support'),
(287,73,'add_program','Can add program'),
(288,73,'change_program','Can change program'),
(289,73,'delete_program','Can delete program'),
(290,73,'view_program','Can view program'),
(291,74,'add_offering','Can add offering'),
(292,74,'change_offering','Can change offering'),
(293,74,'delete_offering','Can delete offering'),
(294,74,'view_offering','Can view offering'),
(295,75,'add_attainment','Can add attainment'),
(296,75,'change_attainment','Can change attainment'),
(297,75,'delete_attainment','Can delete attainment'),
(298,75,'view_attainment','Can view attainment'),
(299,76,'add_articulation','Can add articulation'),
(300,76,'change_articulation','Can change articulation'),
(301,76,'delete_articulation','Can delete articulation'),
(302,76,'view_articulation','Can view articulation'),
(303,77,'add_promise','Can add promise'),
(304,77,'change_promise','Can change promise'),
(305,77,'delete_promise','Can delete promise'),
(306,77,'view_promise','Can view promise'),
(307,78,'add_recognition','Can add recognition'),
(308,78,'change_recognition','Can change recognition'),
(309,78,'delete_recognition','Can delete recognition'),
(310,78,'view_recognition','Can view recognition'),
(311,79,'add_registryimport','Can add file for the registry'),
(312,79,'change_registryimport','Can change file for the registry'),
(313,79,'delete_registryimport','Can delete file for the registry'),
(314,79,'view_registryimport','Can view file for the registry'),
(315,80,'add_competency','Can add competency'),
(316,80,'change_competency','Can change competency'),
(317,80,'delete_competency','Can delete competency'),
(318,80,'view_competency','Can view competency'),
(319,81,'add_credentialcode','Can add code of a credential'),
(320,81,'change_credentialcode','Can change code of a credential'),
(321,81,'delete_credentialcode','Can delete code of a credential'),
(322,81,'view_credentialcode','Can view code of a credential'),
(323,82,'add_examsite','Can add exam site'),
(324,82,'change_examsite','Can change exam site'),
(325,82,'delete_examsite','Can delete exam site'),
(326,82,'view_examsite','Can view exam site'),
(327,83,'add_foreignnode','Can add thing of others'),
(328,83,'change_foreignnode','Can change thing of others'),
(329,83,'delete_foreignnode','Can delete thing of others'),
(330,83,'view_foreignnode','Can view thing of others'),
(331,84,'add_person','Can add person'),
(332,84,'change_person','Can change person'),
(333,84,'delete_person','Can delete person'),
(334,84,'view_person','Can view person'),
(335,85,'add_contact','Can add contact'),
(336,85,'change_contact','Can change contact'),
(337,85,'delete_contact','Can delete contact'),
(338,85,'view_contact','Can view contact'),
(339,86,'add_importbatch','Can add import'),
(340,86,'change_importbatch','Can change import'),
(341,86,'delete_importbatch','Can delete import'),
(342,86,'view_importbatch','Can view import'),
(343,87,'add_organization','Can add organization'),
(344,87,'change_organization','Can change organization'),
(345,87,'delete_organization','Can delete organization'),
(346,87,'view_organization','Can view organization'),
(347,88,'add_membership','Can add membership'),
(348,88,'change_membership','Can change membership'),
(349,88,'delete_membership','Can delete membership'),
(350,88,'view_membership','Can view membership'),
(351,89,'add_link','Can add no-login link'),
(352,89,'change_link','Can change no-login link'),
(353,89,'delete_link','Can delete no-login link'),
(354,89,'view_link','Can view no-login link'),
(355,90,'add_journalentry','Can add journal entry'),
(356,90,'change_journalentry','Can change journal entry'),
(357,90,'delete_journalentry','Can delete journal entry'),
(358,90,'view_journalentry','Can view journal entry'),
(359,91,'add_invitation','Can add invitation'),
(360,91,'change_invitation','Can change invitation'),
(361,91,'delete_invitation','Can delete invitation'),
(362,91,'view_invitation','Can view invitation'),
(363,92,'add_importrow','Can add row of an import'),
(364,92,'change_importrow','Can change row of an import'),
(365,92,'delete_importrow','Can delete row of an import'),
(366,92,'view_importrow','Can view row of an import'),
(367,93,'add_importchange','Can add change by an import'),
(368,93,'change_importchange','Can change change by an import'),
(369,93,'delete_importchange','Can delete change by an import'),
(370,93,'view_importchange','Can view change by an import'),
(371,94,'add_consent','Can add consent'),
(372,94,'change_consent','Can change consent'),
(373,94,'delete_consent','Can delete consent'),
(374,94,'view_consent','Can view consent'),
(375,95,'add_site','Can add site'),
(376,95,'change_site','Can change site'),
(377,95,'delete_site','Can delete site'),
(378,95,'view_site','Can view site'),
(379,96,'add_workitem','Can add item of the board'),
(380,96,'change_workitem','Can change item of the board'),
(381,96,'delete_workitem','Can delete item of the board'),
(382,96,'view_workitem','Can view item of the board'),
(383,97,'add_homepage','Can add home page'),
(384,97,'change_homepage','Can change home page'),
(385,97,'delete_homepage','Can delete home page'),
(386,97,'view_homepage','Can view home page'),
(387,98,'add_sectionfront','Can add section front'),
(388,98,'change_sectionfront','Can change section front'),
(389,98,'delete_sectionfront','Can delete section front'),
(390,98,'view_sectionfront','Can view section front'),
(391,99,'add_string','Can add string'),
(392,99,'change_string','Can change string'),
(393,99,'delete_string','Can delete string'),
(394,99,'view_string','Can view string'),
(395,100,'add_template','Can add template'),
(396,100,'change_template','Can change template'),
(397,100,'delete_template','Can delete template'),
(398,100,'view_template','Can view template'),
(399,101,'add_translatableobject','Can add translatable object'),
(400,101,'change_translatableobject','Can change translatable object'),
(401,101,'delete_translatableobject','Can delete translatable object'),
(402,101,'view_translatableobject','Can view translatable object'),
(403,102,'add_translationsource','Can add translation source'),
(404,102,'change_translationsource','Can change translation source'),
(405,102,'delete_translationsource','Can delete translation source'),
(406,102,'view_translationsource','Can view translation source'),
(407,103,'add_translationlog','Can add translation log'),
(408,103,'change_translationlog','Can change translation log'),
(409,103,'delete_translationlog','Can delete translation log'),
(410,103,'view_translationlog','Can view translation log'),
(411,104,'add_translationcontext','Can add translation context'),
(412,104,'change_translationcontext','Can change translation context'),
(413,104,'delete_translationcontext','Can delete translation context'),
(414,104,'view_translationcontext','Can view translation context'),
(415,105,'add_templatesegment','Can add template segment'),
(416,105,'change_templatesegment','Can change template segment'),
(417,105,'delete_templatesegment','Can delete template segment'),
(418,105,'view_templatesegment','Can view template segment'),
(419,106,'add_stringsegment','Can add string segment'),
(420,106,'change_stringsegment','Can change string segment'),
(421,106,'delete_stringsegment','Can delete string segment'),
(422,106,'view_stringsegment','Can view string segment'),
(423,107,'add_relatedobjectsegment','Can add related object segment'),
(424,107,'change_relatedobjectsegment','Can change related object segment'),
(425,107,'delete_relatedobjectsegment','Can delete related object segment'),
(426,107,'view_relatedobjectsegment','Can view related object segment'),
(427,108,'add_stringtranslation','Can add string translation'),
(428,108,'change_stringtranslation','Can change string translation'),
(429,108,'delete_stringtranslation','Can delete string translation'),
(430,108,'view_stringtranslation','Can view string translation'),
(431,26,'add_translation','Can add translation'),
(432,26,'change_translation','Can change translation'),
(433,26,'delete_translation','Can delete translation'),
(434,26,'view_translation','Can view translation'),
(435,109,'add_overridablesegment','Can add overridable segment'),
(436,109,'change_overridablesegment','Can change overridable segment'),
(437,109,'delete_overridablesegment','Can delete overridable segment'),
(438,109,'view_overridablesegment','Can view overridable segment'),
(439,110,'add_segmentoverride','Can add segment override'),
(440,110,'change_segmentoverride','Can change segment override'),
(441,110,'delete_segmentoverride','Can delete segment override'),
(442,110,'view_segmentoverride','Can view segment override'),
(443,111,'add_localesynchronization','Can add locale synchronization'),
(444,111,'change_localesynchronization','Can change locale synchronization'),
(445,111,'delete_localesynchronization','Can delete locale synchronization'),
(446,111,'view_localesynchronization','Can view locale synchronization'),
(447,112,'add_redirect','Can add redirect'),
(448,112,'change_redirect','Can change redirect'),
(449,112,'delete_redirect','Can delete redirect'),
(450,112,'view_redirect','Can view redirect'),
(451,113,'add_userprofile','Can add user profile'),
(452,113,'change_userprofile','Can change user profile'),
(453,113,'delete_userprofile','Can delete user profile'),
(454,113,'view_userprofile','Can view user profile'),
(455,29,'view_image','Can view image'),
(456,114,'add_rendition','Can add rendition'),
(457,114,'change_rendition','Can change rendition'),
(458,114,'delete_rendition','Can delete rendition'),
(459,114,'view_rendition','Can view rendition'),
(460,28,'view_document','Can view document'),
(461,115,'add_indexentry','Can add index entry'),
(462,115,'change_indexentry','Can change index entry'),
(463,115,'delete_indexentry','Can delete index entry'),
(464,115,'view_indexentry','Can view index entry'),
(465,116,'add_sqliteftsindexentry','Can add sqliteftsindexentry'),
(466,116,'change_sqliteftsindexentry','Can change sqliteftsindexentry'),
(467,116,'delete_sqliteftsindexentry','Can delete sqliteftsindexentry'),
(468,116,'view_sqliteftsindexentry','Can view sqliteftsindexentry'),
(469,117,'add_editingsession','Can add editing session'),
(470,117,'change_editingsession','Can change editing session'),
(471,117,'delete_editingsession','Can delete editing session'),
(472,117,'view_editingsession','Can view editing session'),
(473,118,'add_formstate','Can add form state'),
(474,118,'change_formstate','Can change form state'),
(475,118,'delete_formstate','Can delete form state'),
(476,118,'view_formstate','Can view form state'),
(477,119,'add_tag','Can add tag'),
(478,119,'change_tag','Can change tag'),
(479,119,'delete_tag','Can delete tag'),
(480,119,'view_tag','Can view tag'),
(481,120,'add_taggeditem','Can add tagged item'),
(482,120,'change_taggeditem','Can change tagged item'),
(483,120,'delete_taggeditem','Can delete tagged item'),
(484,120,'view_taggeditem','Can view tagged item'),
(485,121,'add_dbtaskresult','Can add Task Result'),
(486,121,'change_dbtaskresult','Can change Task Result'),
(487,121,'delete_dbtaskresult','Can delete Task Result'),
(488,121,'view_dbtaskresult','Can view Task Result'),
(489,122,'add_emailaddress','Can add email address'),
(490,122,'change_emailaddress','Can change email address'),
(491,122,'delete_emailaddress','Can delete email address'),
(492,122,'view_emailaddress','Can view email address'),
(493,123,'add_emailconfirmation','Can add email confirmation'),
(494,123,'change_emailconfirmation','Can change email confirmation'),
(495,123,'delete_emailconfirmation','Can delete email confirmation'),
(496,123,'view_emailconfirmation','Can view email confirmation'),
(497,124,'add_authenticator','Can add authenticator'),
(498,124,'change_authenticator','Can change authenticator'),
(499,124,'delete_authenticator','Can delete authenticator'),
(500,124,'view_authenticator','Can view authenticator'),
(501,125,'add_socialaccount','Can add social account'),
(502,125,'change_socialaccount','Can change social account'),
(503,125,'delete_socialaccount','Can delete social account'),
(504,125,'view_socialaccount','Can view social account'),
(505,126,'add_socialapp','Can add social application'),
(506,126,'change_socialapp','Can change social application'),
(507,126,'delete_socialapp','Can delete social application'),
(508,126,'view_socialapp','Can view social application'),
(509,127,'add_socialtoken','Can add social application token'),
(510,127,'change_socialtoken','Can change social application token'),
(511,127,'delete_socialtoken','Can delete social application token'),
(512,127,'view_socialtoken','Can view social application token'),
(513,128,'add_permission','Can add permission'),
(514,128,'change_permission','Can change permission'),
(515,128,'delete_permission','Can delete permission'),
(516,128,'view_permission','Can view permission'),
(517,129,'add_group','Can add group'),
(518,129,'change_group','Can change group'),
(519,129,'delete_group','Can delete group'),
(520,129,'view_group','Can view group'),
(521,130,'add_contenttype','Can add content type'),
(522,130,'change_contenttype','Can change content type'),
(523,130,'delete_contenttype','Can delete content type'),
(524,130,'view_contenttype','Can view content type'),
(525,131,'add_session','Can add session'),
(526,131,'change_session','Can change session'),
(527,131,'delete_session','Can delete session'),
(528,131,'view_session','Can view session');
INSERT INTO "auth_group" VALUES
(1,'Moderators'),
(2,'Editors');
INSERT INTO "wagtailcore_collection" VALUES
(1,'0001',1,0,'Root');
INSERT INTO "wagtailcore_groupcollectionpermission" VALUES
(1,1,2,107),
(2,1,1,107),
(3,1,2,108),
(4,1,1,108),
(5,1,2,110),
(6,1,1,110),
(7,1,2,111),
(8,1,1,111),
(9,1,2,112),
(10,1,1,112),
(11,1,2,114),
(12,1,1,114);
INSERT INTO "wagtailcore_site" VALUES
(1,'localhost',80,1,2,'');
INSERT INTO "wagtailcore_task" VALUES
(1,'Moderators approval',1,2);
INSERT INTO "wagtailcore_workflow" VALUES
(1,'Moderators approval',1);
INSERT INTO "wagtailcore_groupapprovaltask" VALUES
(1);
INSERT INTO "wagtailcore_workflowpage" VALUES
(1,1);
INSERT INTO "wagtailcore_workflowtask" VALUES
(1,0,1,1);
INSERT INTO "wagtailcore_groupapprovaltask_groups" VALUES
(1,1,1);
INSERT INTO "wagtailcore_locale" VALUES
(1,'en');
INSERT INTO "wagtailcore_page" VALUES
(1,'0001',1,1,'Root','root',1,0,'/','',0,'',NULL,NULL,0,1,NULL,0,NULL,NULL,NULL,NULL,'Root',NULL,NULL,1,'e6db252135dd430e8f867a043da775c2',NULL,NULL),
(2,'00010001',2,0,'Welcome to your new Wagtail site!','home',1,0,'/home/','',0,'',NULL,NULL,0,1,NULL,0,NULL,NULL,NULL,NULL,'Welcome to your new Wagtail site!',NULL,NULL,1,'75134c7c45724a068907363499d81d6d',NULL,NULL);
INSERT INTO "wagtailcore_grouppagepermission" VALUES
(1,1,1,65),
(2,1,1,66),
(3,1,1,71),
(4,2,1,65),
(5,2,1,66),
(6,1,1,70),
(7,1,1,72);
DELETE FROM sqlite_sequence;
INSERT INTO "sqlite_sequence" VALUES
('django_migrations',275),
('django_content_type',131),
('auth_permission',528),
('auth_group',2),
('account_emailaddress',0),
('wagtailcore_collection',1),
('wagtailcore_pageviewrestriction',0),
('wagtailcore_site',1),
('wagtailcore_task',1),
('wagtailcore_groupapprovaltask_groups',1),
('wagtailcore_workflow',1),
('wagtailcore_workflowtask',1),
('wagtailcore_locale',1),
('wagtailcore_page',2),
('wagtailcore_comment',0),
('wagtailcore_taskstate',0),
('wagtailcore_workflowstate',0),
('wagtailcore_modellogentry',0),
('wagtailcore_pagelogentry',0),
('wagtailcore_grouppagepermission',7),
('wagtailcore_revision',0),
('partners_importbatch',0),
('partners_contact',0),
('partners_membership',0),
('partners_importrow',0),
('partners_site',0),
('partners_organization',0),
('credentials_credential',0),
('credentials_petitionletter',0),
('credentials_program',0),
('credentials_petition',0),
('credentials_offering',0),
('credentials_articulation',0),
('credentials_promise',0),
('credentials_recognition',0),
('credentials_issuer',0),
('credentials_attainment',0),
('mfa_authenticator',0),
('needs_gapprogram',0),
('needs_gapflow',0),
('needs_gaprow',0),
('needs_gaptotal',0),
('needs_advice',0),
('needs_rolloutplan',0),
('needs_rolloutline',0),
('taggit_taggeditem',0),
('taggit_tag',0),
('promote_linkreach',0),
('promote_pagereach',0),
('promote_picture',0),
('promote_subscriber',0),
('promote_sitting',0),
('promote_surveyquestion',0),
('promote_video',0),
('promote_perceptionsurvey',0),
('promote_surveygroup',0),
('promote_campaign',0),
('socialaccount_socialapp',0),
('socialaccount_socialtoken',0),
('socialaccount_socialaccount',0),
('wagtail_localize_translation',0),
('auth_group_permissions',20),
('wagtail_localize_stringtranslation',0),
('wagtail_localize_translationsource',0),
('wagtail_localize_translationcontext',0),
('wagtail_localize_translationlog',0),
('wagtailadmin_editingsession',0),
('wagtailcore_groupcollectionpermission',12),
('wagtaildocs_document',0),
('wagtailimages_rendition',0),
('wagtailimages_image',0),
('wagtailredirects_redirect',0),
('wagtailsearch_indexentry',0),
('wagtailusers_userprofile',0);
CREATE UNIQUE INDEX "django_content_type_app_label_model_76bd3d3b_uniq" ON "django_content_type" ("app_label", "model");
CREATE UNIQUE INDEX "auth_group_permissions_group_id_permission_id_0cd325b0_uniq" ON "auth_group_permissions" ("group_id", "permission_id");
CREATE INDEX "auth_group_permissions_group_id_b120cbf9" ON "auth_group_permissions" ("group_id");
CREATE INDEX "auth_group_permissions_permission_id_84c5c92e" ON "auth_group_permissions" ("permission_id");
CREATE UNIQUE INDEX "auth_permission_content_type_id_codename_01ab375a_uniq" ON "auth_permission" ("content_type_id", "codename");
CREATE INDEX "auth_permission_content_type_id_2f476e4b" ON "auth_permission" ("content_type_id");
CREATE UNIQUE INDEX "one_person_per_email" ON "partners_person" ((LOWER("email")));
CREATE UNIQUE INDEX "partners_person_groups_person_id_group_id_c813b0f6_uniq" ON "partners_person_groups" ("person_id", "group_id");
CREATE INDEX "partners_person_groups_person_id_042270cf" ON "partners_person_groups" ("person_id");
CREATE INDEX "partners_person_groups_group_id_4b50bb5c" ON "partners_person_groups" ("group_id");
CREATE UNIQUE INDEX "partners_person_user_permissions_person_id_permission_id_5dfc1343_uniq" ON "partners_person_user_permissions" ("person_id", "permission_id");
CREATE INDEX "partners_person_user_permissions_person_id_e1641860" ON "partners_person_user_permissions" ("person_id");
CREATE INDEX "partners_person_user_permissions_permission_id_0cdbc317" ON "partners_person_user_permissions" ("permission_id");
CREATE INDEX "account_emailconfirmation_email_address_id_5b7f8c58" ON "account_emailconfirmation" ("email_address_id");
CREATE UNIQUE INDEX "account_emailaddress_user_id_email_987c8728_uniq" ON "account_emailaddress" ("user_id", "email");
CREATE UNIQUE INDEX "unique_verified_email" ON "account_emailaddress" ("email") WHERE "verified";
CREATE INDEX "account_emailaddress_user_id_2c513194" ON "account_emailaddress" ("user_id");
CREATE INDEX "account_emailaddress_email_03be32b2" ON "account_emailaddress" ("email");
CREATE UNIQUE INDEX "unique_primary_email" ON "account_emailaddress" ("user_id", "primary") WHERE "primary";
CREATE UNIQUE INDEX "wagtailcore_groupcollectionpermission_group_id_collection_id_permission_id_a21cefe9_uniq" ON "wagtailcore_groupcollectionpermission" ("group_id", "collection_id", "permission_id");
CREATE INDEX "wagtailcore_groupcollectionpermission_collection_id_5423575a" ON "wagtailcore_groupcollectionpermission" ("collection_id");
CREATE INDEX "wagtailcore_groupcollectionpermission_group_id_05d61460" ON "wagtailcore_groupcollectionpermission" ("group_id");
CREATE INDEX "wagtailcore_groupcollectionpermission_permission_id_1b626275" ON "wagtailcore_groupcollectionpermission" ("permission_id");
CREATE UNIQUE INDEX "wagtailcore_pageviewrestriction_groups_pageviewrestriction_id_group_id_d23f80bb_uniq" ON "wagtailcore_pageviewrestriction_groups" ("pageviewrestriction_id", "group_id");
CREATE INDEX "wagtailcore_pageviewrestriction_groups_pageviewrestriction_id_f147a99a" ON "wagtailcore_pageviewrestriction_groups" ("pageviewrestriction_id");
CREATE INDEX "wagtailcore_pageviewrestriction_groups_group_id_6460f223" ON "wagtailcore_pageviewrestriction_groups" ("group_id");
CREATE INDEX "wagtailcore_pageviewrestriction_page_id_15a8bea6" ON "wagtailcore_pageviewrestriction" ("page_id");
CREATE INDEX "wagtailcore_collectionviewrestriction_collection_id_761908ec" ON "wagtailcore_collectionviewrestriction" ("collection_id");
CREATE UNIQUE INDEX "wagtailcore_collectionviewrestriction_groups_collectionviewrestriction_id_group_id_988995ae_uniq" ON "wagtailcore_collectionviewrestriction_groups" ("collectionviewrestriction_id", "group_id");
CREATE INDEX "wagtailcore_collectionviewrestriction_groups_collectionviewrestriction_id_47320efd" ON "wagtailcore_collectionviewrestriction_groups" ("collectionviewrestriction_id");
CREATE INDEX "wagtailcore_collectionviewrestriction_groups_group_id_1823f2a3" ON "wagtailcore_collectionviewrestriction_groups" ("group_id");
CREATE UNIQUE INDEX "wagtailcore_site_hostname_port_2c626d70_uniq" ON "wagtailcore_site" ("hostname", "port");
CREATE INDEX "wagtailcore_site_hostname_96b20b46" ON "wagtailcore_site" ("hostname");
CREATE INDEX "wagtailcore_site_root_page_id_e02fb95c" ON "wagtailcore_site" ("root_page_id");
CREATE INDEX "wagtailcore_task_content_type_id_249ab8ba" ON "wagtailcore_task" ("content_type_id");
CREATE INDEX "wagtailcore_workflowpage_workflow_id_56f56ff6" ON "wagtailcore_workflowpage" ("workflow_id");
CREATE UNIQUE INDEX "wagtailcore_workflowtask_workflow_id_task_id_4ec7a62b_uniq" ON "wagtailcore_workflowtask" ("workflow_id", "task_id");
CREATE INDEX "wagtailcore_workflowtask_task_id_ce7716fe" ON "wagtailcore_workflowtask" ("task_id");
CREATE INDEX "wagtailcore_workflowtask_workflow_id_b9717175" ON "wagtailcore_workflowtask" ("workflow_id");
CREATE UNIQUE INDEX "wagtailcore_groupapprovaltask_groups_groupapprovaltask_id_group_id_bb5ee7eb_uniq" ON "wagtailcore_groupapprovaltask_groups" ("groupapprovaltask_id", "group_id");
CREATE INDEX "wagtailcore_groupapprovaltask_groups_groupapprovaltask_id_9a9255ea" ON "wagtailcore_groupapprovaltask_groups" ("groupapprovaltask_id");
CREATE INDEX "wagtailcore_groupapprovaltask_groups_group_id_2e64b61f" ON "wagtailcore_groupapprovaltask_groups" ("group_id");
CREATE UNIQUE INDEX "wagtailcore_page_translation_key_locale_id_9b041bad_uniq" ON "wagtailcore_page" ("translation_key", "locale_id");
CREATE INDEX "wagtailcore_page_slug_e7c11b8f" ON "wagtailcore_page" ("slug");
CREATE INDEX "wagtailcore_page_content_type_id_c28424df" ON "wagtailcore_page" ("content_type_id");
CREATE INDEX "wagtailcore_page_owner_id_fbf7c332" ON "wagtailcore_page" ("owner_id");
CREATE INDEX "wagtailcore_page_first_published_at_2b5dd637" ON "wagtailcore_page" ("first_published_at");
CREATE INDEX "wagtailcore_page_live_revision_id_930bd822" ON "wagtailcore_page" ("live_revision_id");
CREATE INDEX "wagtailcore_page_locked_by_id_bcb86245" ON "wagtailcore_page" ("locked_by_id");
CREATE INDEX "wagtailcore_page_locale_id_3c7e30a6" ON "wagtailcore_page" ("locale_id");
CREATE INDEX "wagtailcore_page_alias_of_id_12945502" ON "wagtailcore_page" ("alias_of_id");
CREATE INDEX "wagtailcore_commentreply_comment_id_afc7e027" ON "wagtailcore_commentreply" ("comment_id");
CREATE INDEX "wagtailcore_commentreply_user_id_d0b3b9c3" ON "wagtailcore_commentreply" ("user_id");
CREATE UNIQUE INDEX "wagtailcore_pagesubscription_page_id_user_id_0cef73ed_uniq" ON "wagtailcore_pagesubscription" ("page_id", "user_id");
CREATE INDEX "wagtailcore_pagesubscription_page_id_a085e7a6" ON "wagtailcore_pagesubscription" ("page_id");
CREATE INDEX "wagtailcore_pagesubscription_user_id_89d7def9" ON "wagtailcore_pagesubscription" ("user_id");
CREATE UNIQUE INDEX "wagtail_localize_string_locale_id_data_hash_bae71852_uniq" ON "wagtail_localize_string" ("locale_id", "data_hash");
CREATE INDEX "wagtail_localize_string_locale_id_2cded126" ON "wagtail_localize_string" ("locale_id");
CREATE UNIQUE INDEX "wagtail_localize_translatableobject_content_type_id_translation_key_de875339_uniq" ON "wagtail_localize_translatableobject" ("content_type_id", "translation_key");
CREATE INDEX "wagtail_localize_translatableobject_content_type_id_0d6c5139" ON "wagtail_localize_translatableobject" ("content_type_id");
CREATE INDEX "wagtail_localize_templatesegment_context_id_81456b25" ON "wagtail_localize_templatesegment" ("context_id");
CREATE INDEX "wagtail_localize_templatesegment_source_id_26b89dc6" ON "wagtail_localize_templatesegment" ("source_id");
CREATE INDEX "wagtail_localize_templatesegment_template_id_c370b3c8" ON "wagtail_localize_templatesegment" ("template_id");
CREATE INDEX "wagtail_localize_stringsegment_context_id_63235539" ON "wagtail_localize_stringsegment" ("context_id");
CREATE INDEX "wagtail_localize_stringsegment_source_id_5804129f" ON "wagtail_localize_stringsegment" ("source_id");
CREATE INDEX "wagtail_localize_stringsegment_string_id_6356d5ec" ON "wagtail_localize_stringsegment" ("string_id");
CREATE INDEX "wagtail_localize_relatedobjectsegment_context_id_c0a725be" ON "wagtail_localize_relatedobjectsegment" ("context_id");
CREATE INDEX "wagtail_localize_relatedobjectsegment_object_id_6c7b58df" ON "wagtail_localize_relatedobjectsegment" ("object_id");
CREATE INDEX "wagtail_localize_relatedobjectsegment_source_id_9a3b1373" ON "wagtail_localize_relatedobjectsegment" ("source_id");
CREATE INDEX "wagtailcore_comment_page_id_108444b5" ON "wagtailcore_comment" ("page_id");
CREATE INDEX "wagtailcore_comment_resolved_by_id_a282aa0e" ON "wagtailcore_comment" ("resolved_by_id");
CREATE INDEX "wagtailcore_comment_revision_created_id_1d058279" ON "wagtailcore_comment" ("revision_created_id");
CREATE INDEX "wagtailcore_comment_user_id_0c577ca6" ON "wagtailcore_comment" ("user_id");
CREATE INDEX "wagtailcore_page_latest_revision_id_e60fef51" ON "wagtailcore_page" ("latest_revision_id");
CREATE UNIQUE INDEX "wagtailcore_referenceindex_base_content_type_id_object_id_to_content_type_id_to_object_id_content_path_hash_9e6ccd6a_uniq" ON "wagtailcore_referenceindex" ("base_content_type_id", "object_id", "to_content_type_id", "to_object_id", "content_path_hash");
CREATE INDEX "wagtailcore_referenceindex_base_content_type_id_313cf40f" ON "wagtailcore_referenceindex" ("base_content_type_id");
CREATE INDEX "wagtailcore_referenceindex_content_type_id_766e0336" ON "wagtailcore_referenceindex" ("content_type_id");
CREATE INDEX "wagtailcore_referenceindex_to_content_type_id_93690bbd" ON "wagtailcore_referenceindex" ("to_content_type_id");
CREATE INDEX "wagtailcore_taskstate_content_type_id_0a758fdc" ON "wagtailcore_taskstate" ("content_type_id");
CREATE INDEX "wagtailcore_taskstate_task_id_c3677c34" ON "wagtailcore_taskstate" ("task_id");
CREATE INDEX "wagtailcore_taskstate_workflow_state_id_9239a775" ON "wagtailcore_taskstate" ("workflow_state_id");
CREATE INDEX "wagtailcore_taskstate_finished_by_id_13f98229" ON "wagtailcore_taskstate" ("finished_by_id");
CREATE INDEX "wagtailcore_taskstate_revision_id_df25a499" ON "wagtailcore_taskstate" ("revision_id");
CREATE UNIQUE INDEX "unique_in_progress_workflow" ON "wagtailcore_workflowstate" ("base_content_type_id", "object_id") WHERE "status" IN ('in_progress', 'needs_changes');
CREATE INDEX "wagtailcore_workflowstate_requested_by_id_4090bca3" ON "wagtailcore_workflowstate" ("requested_by_id");
CREATE INDEX "wagtailcore_workflowstate_workflow_id_1f18378f" ON "wagtailcore_workflowstate" ("workflow_id");
CREATE INDEX "wagtailcore_workflowstate_base_content_type_id_a30dc576" ON "wagtailcore_workflowstate" ("base_content_type_id");
CREATE INDEX "wagtailcore_workflowstate_content_type_id_2bb78ce1" ON "wagtailcore_workflowstate" ("content_type_id");
CREATE INDEX "workflowstate_ct_id_idx" ON "wagtailcore_workflowstate" ("content_type_id", "object_id");
CREATE INDEX "workflowstate_base_ct_id_idx" ON "wagtailcore_workflowstate" ("base_content_type_id", "object_id");
CREATE INDEX "wagtailcore_workflowcontenttype_workflow_id_9aad7cd2" ON "wagtailcore_workflowcontenttype" ("workflow_id");
CREATE INDEX "wagtailcore_modellogentry_action_d2d856ee" ON "wagtailcore_modellogentry" ("action");
CREATE INDEX "wagtailcore_modellogentry_timestamp_9694521b" ON "wagtailcore_modellogentry" ("timestamp");
CREATE INDEX "wagtailcore_modellogentry_content_changed_8bc39742" ON "wagtailcore_modellogentry" ("content_changed");
CREATE INDEX "wagtailcore_modellogentry_object_id_e0e7d4ef" ON "wagtailcore_modellogentry" ("object_id");
CREATE INDEX "wagtailcore_modellogentry_content_type_id_68849e77" ON "wagtailcore_modellogentry" ("content_type_id");
CREATE INDEX "wagtailcore_modellogentry_user_id_0278d1bf" ON "wagtailcore_modellogentry" ("user_id");
CREATE INDEX "wagtailcore_modellogentry_revision_id_df6ca33a" ON "wagtailcore_modellogentry" ("revision_id");
CREATE INDEX "wagtailcore_pagelogentry_action_c2408198" ON "wagtailcore_pagelogentry" ("action");
CREATE INDEX "wagtailcore_pagelogentry_timestamp_deb774c4" ON "wagtailcore_pagelogentry" ("timestamp");
CREATE INDEX "wagtailcore_pagelogentry_content_changed_99f27ade" ON "wagtailcore_pagelogentry" ("content_changed");
CREATE INDEX "wagtailcore_pagelogentry_content_type_id_74e7708a" ON "wagtailcore_pagelogentry" ("content_type_id");
CREATE INDEX "wagtailcore_pagelogentry_page_id_8464e327" ON "wagtailcore_pagelogentry" ("page_id");
CREATE INDEX "wagtailcore_pagelogentry_revision_id_8043d103" ON "wagtailcore_pagelogentry" ("revision_id");
CREATE INDEX "wagtailcore_pagelogentry_user_id_604ccfd8" ON "wagtailcore_pagelogentry" ("user_id");
CREATE INDEX "wagtailcore_grouppagepermission_group_id_fc07e671" ON "wagtailcore_grouppagepermission" ("group_id");
CREATE INDEX "wagtailcore_grouppagepermission_page_id_710b114a" ON "wagtailcore_grouppagepermission" ("page_id");
CREATE INDEX "wagtailcore_grouppagepermission_permission_id_05acb22e" ON "wagtailcore_grouppagepermission" ("permission_id");
CREATE INDEX "wagtailcore_revision_created_at_81450aa6" ON "wagtailcore_revision" ("created_at");
CREATE INDEX "wagtailcore_revision_approved_go_live_at_88d3dee5" ON "wagtailcore_revision" ("approved_go_live_at");
CREATE INDEX "wagtailcore_revision_user_id_03df83b0" ON "wagtailcore_revision" ("user_id");
CREATE INDEX "wagtailcore_revision_content_type_id_c8cb69c0" ON "wagtailcore_revision" ("content_type_id");
CREATE INDEX "wagtailcore_revision_base_content_type_id_5b4ef7bd" ON "wagtailcore_revision" ("base_content_type_id");
CREATE INDEX "content_object_idx" ON "wagtailcore_revision" ("content_type_id", "object_id");
CREATE INDEX "base_content_object_idx" ON "wagtailcore_revision" ("base_content_type_id", "object_id");
CREATE INDEX "wagtailcore_uploadedfile_for_content_type_id_b0fc87b2" ON "wagtailcore_uploadedfile" ("for_content_type_id");
CREATE INDEX "wagtailcore_uploadedfile_uploaded_by_user_id_c7580fe8" ON "wagtailcore_uploadedfile" ("uploaded_by_user_id");
CREATE UNIQUE INDEX "wagtailcore_groupsitepermission_group_id_site_id_permission_id_a58ee30d_uniq" ON "wagtailcore_groupsitepermission" ("group_id", "site_id", "permission_id");
CREATE INDEX "wagtailcore_groupsitepermission_group_id_e5cdbee4" ON "wagtailcore_groupsitepermission" ("group_id");
CREATE INDEX "wagtailcore_groupsitepermission_permission_id_459b1f38" ON "wagtailcore_groupsitepermission" ("permission_id");
CREATE INDEX "wagtailcore_groupsitepermission_site_id_245de488" ON "wagtailcore_groupsitepermission" ("site_id");
CREATE INDEX "referenceindex_source_object" ON "wagtailcore_referenceindex" ("base_content_type_id", "object_id");
CREATE INDEX "referenceindex_target_object" ON "wagtailcore_referenceindex" ("to_content_type_id", "to_object_id");
CREATE INDEX "wagtailcore_uuid_d6363b_idx" ON "wagtailcore_modellogentry" ("uuid", "action", "timestamp" DESC);
CREATE INDEX "wagtailcore_uuid_06a44d_idx" ON "wagtailcore_pagelogentry" ("uuid", "action", "timestamp" DESC);
CREATE UNIQUE INDEX "partners_organization_partners_from_organization_id_to_organization_id_affbd563_uniq" ON "partners_organization_partners" ("from_organization_id", "to_organization_id");
CREATE INDEX "partners_organization_partners_from_organization_id_f918eb84" ON "partners_organization_partners" ("from_organization_id");
CREATE INDEX "partners_organization_partners_to_organization_id_864d66c9" ON "partners_organization_partners" ("to_organization_id");
CREATE INDEX "partners_link_contact_id_0d6bfb13" ON "partners_link" ("contact_id");
CREATE INDEX "partners_link_organization_id_2989c1a2" ON "partners_link" ("organization_id");
CREATE INDEX "partners_journalentry_happened_at_1c7e4972" ON "partners_journalentry" ("happened_at");
CREATE INDEX "partners_journalentry_organization_id_60848701" ON "partners_journalentry" ("organization_id");
CREATE INDEX "partners_invitation_invited_by_id_886fee7f" ON "partners_invitation" ("invited_by_id");
CREATE INDEX "partners_invitation_organization_id_1f68bfd9" ON "partners_invitation" ("organization_id");
CREATE INDEX "partners_importchange_batch_id_ef4738a3" ON "partners_importchange" ("batch_id");
CREATE INDEX "partners_importchange_organization_id_7143e3c9" ON "partners_importchange" ("organization_id");
CREATE INDEX "partners_importbatch_uploaded_by_id_aaeba669" ON "partners_importbatch" ("uploaded_by_id");
CREATE INDEX "partners_importbatch_organization_id_bba70e90" ON "partners_importbatch" ("organization_id");
CREATE INDEX "partners_contact_person_id_c67e27cc" ON "partners_contact" ("person_id");
CREATE INDEX "partners_contact_organization_id_f1981677" ON "partners_contact" ("organization_id");
CREATE INDEX "partners_consent_contact_id_ea3399a9" ON "partners_consent" ("contact_id");
CREATE INDEX "partners_consent_organization_id_d731270a" ON "partners_consent" ("organization_id");
CREATE INDEX "partners_workitem_about_id_54b4308b" ON "partners_workitem" ("about_id");
CREATE INDEX "partners_workitem_organization_id_6cbbacc0" ON "partners_workitem" ("organization_id");
CREATE INDEX "partners_workitem_waits_for_id_6533ce68" ON "partners_workitem" ("waits_for_id");
CREATE INDEX "partners_membership_person_id_cb71f184" ON "partners_membership" ("person_id");
CREATE INDEX "partners_membership_organization_id_8bff2de7" ON "partners_membership" ("organization_id");
CREATE INDEX "journal_by_organization" ON "partners_journalentry" ("organization_id", "happened_at");
CREATE INDEX "journal_by_thing" ON "partners_journalentry" ("about_kind", "about_number");
CREATE UNIQUE INDEX "one_open_invitation_per_address_and_organization" ON "partners_invitation" ("organization_id", (LOWER("email"))) WHERE ("accepted_at" IS NULL AND "revoked_at" IS NULL);
CREATE INDEX "partners_importrow_batch_id_f6cde910" ON "partners_importrow" ("batch_id");
CREATE INDEX "partners_importrow_organization_id_0a9e0796" ON "partners_importrow" ("organization_id");
CREATE INDEX "partners_importrow_same_as_id_e2336a1f" ON "partners_importrow" ("same_as_id");
CREATE UNIQUE INDEX "one_contact_per_address_and_organization" ON "partners_contact" ("organization_id", (LOWER("email"))) WHERE NOT ("email" = '');
CREATE UNIQUE INDEX "one_standing_consent_per_purpose" ON "partners_consent" ("contact_id", "purpose") WHERE "withdrawn_at" IS NULL;
CREATE UNIQUE INDEX "one_main_site_per_organization" ON "partners_site" ("organization_id") WHERE "is_main";
CREATE INDEX "partners_site_organization_id_c282e6d7" ON "partners_site" ("organization_id");
CREATE INDEX "sites_by_county" ON "partners_site" ("county_fips");
CREATE INDEX "work_by_age" ON "partners_workitem" ("done_at", "posted_at");
CREATE UNIQUE INDEX "a_thing_waits_once" ON "partners_workitem" ("organization_id", "kind", "subject") WHERE "done_at" IS NULL;
CREATE TRIGGER journal_refuses_update BEFORE update ON partners_journalentry
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_refuses_delete BEFORE delete ON partners_journalentry
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE UNIQUE INDEX "one_organization_per_official_code" ON "partners_organization" ("official_scheme", "official_code") WHERE NOT ("official_code" = '');
CREATE UNIQUE INDEX "one_partnership_runs_the_site" ON "partners_organization" ("runs_site") WHERE "runs_site";
CREATE INDEX "partners_organization_status_0083cb76" ON "partners_organization" ("status");
CREATE INDEX "partners_organization_state_code_e308cc31" ON "partners_organization" ("state_code");
CREATE INDEX "partners_organization_parent_id_1202fecb" ON "partners_organization" ("parent_id");
CREATE INDEX "organizations_by_kind" ON "partners_organization" ("status", "state_code", "kind");
CREATE UNIQUE INDEX "credentials_petition_programs_petition_id_program_id_394eb0f9_uniq" ON "credentials_petition_programs" ("petition_id", "program_id");
CREATE INDEX "credentials_petition_programs_petition_id_ab12d7c4" ON "credentials_petition_programs" ("petition_id");
CREATE INDEX "credentials_petition_programs_program_id_37d9551d" ON "credentials_petition_programs" ("program_id");
CREATE INDEX "credentials_registryimport_organization_id_95ecd594" ON "credentials_registryimport" ("organization_id");
CREATE INDEX "credentials_registryimport_uploaded_by_id_f6e2ccc8" ON "credentials_registryimport" ("uploaded_by_id");
CREATE INDEX "credentials_competency_credential_id_b516f926" ON "credentials_competency" ("credential_id");
CREATE INDEX "credentials_credentialcode_credential_id_a5359ab6" ON "credentials_credentialcode" ("credential_id");
CREATE INDEX "credentials_by_code" ON "credentials_credentialcode" ("scheme", "code");
CREATE INDEX "credentials_examsite_credential_id_9e784524" ON "credentials_examsite" ("credential_id");
CREATE INDEX "credentials_examsite_organization_id_7a9060db" ON "credentials_examsite" ("organization_id");
CREATE INDEX "credentials_credential_checked_by_id_661356c9" ON "credentials_credential" ("checked_by_id");
CREATE INDEX "credentials_credential_issuer_id_cb001278" ON "credentials_credential" ("issuer_id");
CREATE INDEX "credentials_credential_stack_parent_id_df250636" ON "credentials_credential" ("stack_parent_id");
CREATE INDEX "credentials_credential_superseded_by_id_6bb2f1ce" ON "credentials_credential" ("superseded_by_id");
CREATE INDEX "credentials_by_family" ON "credentials_credential" ("family", "level");
CREATE INDEX "credentials_petitionletter_applicant_id_10bdabc6" ON "credentials_petitionletter" ("applicant_id");
CREATE INDEX "credentials_petitionletter_contact_id_3945deab" ON "credentials_petitionletter" ("contact_id");
CREATE INDEX "credentials_petitionletter_organization_id_d373fae2" ON "credentials_petitionletter" ("organization_id");
CREATE INDEX "credentials_petitionletter_petition_id_f1e26a31" ON "credentials_petitionletter" ("petition_id");
CREATE INDEX "credentials_program_organization_id_59bd6d04" ON "credentials_program" ("organization_id");
CREATE INDEX "programs_by_cip" ON "credentials_program" ("cip_code");
CREATE INDEX "programs_by_family" ON "credentials_program" ("family", "level");
CREATE UNIQUE INDEX "one_program_per_code_and_level" ON "credentials_program" ("organization_id", "cip_code", "award_level_code") WHERE "source_key" = 'ipeds';
CREATE UNIQUE INDEX "one_program_per_name_of_the_state" ON "credentials_program" ("organization_id", "state_program_name") WHERE NOT ("state_program_name" = '');
CREATE INDEX "credentials_petition_list_key_3d927de4" ON "credentials_petition" ("list_key");
CREATE INDEX "credentials_petition_credential_id_eaf4838e" ON "credentials_petition" ("credential_id");
CREATE INDEX "credentials_petition_organization_id_03264010" ON "credentials_petition" ("organization_id");
CREATE INDEX "credentials_offering_credential_id_4d432799" ON "credentials_offering" ("credential_id");
CREATE INDEX "credentials_offering_organization_id_4e93b346" ON "credentials_offering" ("organization_id");
CREATE INDEX "credentials_offering_program_id_e2f85df4" ON "credentials_offering" ("program_id");
CREATE INDEX "credentials_articulation_organization_id_a8fa950c" ON "credentials_articulation" ("organization_id");
CREATE INDEX "credentials_articulation_credential_id_b483a966" ON "credentials_articulation" ("credential_id");
CREATE INDEX "credentials_articulation_from_program_id_fe24a5f4" ON "credentials_articulation" ("from_program_id");
CREATE INDEX "credentials_articulation_to_program_id_6e950446" ON "credentials_articulation" ("to_program_id");
CREATE INDEX "credentials_promise_credential_id_f7c79fb5" ON "credentials_promise" ("credential_id");
CREATE INDEX "credentials_promise_organization_id_84ea87fa" ON "credentials_promise" ("organization_id");
CREATE INDEX "credentials_promise_signed_by_id_2cecb7aa" ON "credentials_promise" ("signed_by_id");
CREATE INDEX "credentials_promise_signed_contact_id_5181a96f" ON "credentials_promise" ("signed_contact_id");
CREATE INDEX "credentials_promise_site_id_c25fcafc" ON "credentials_promise" ("site_id");
CREATE INDEX "promises_by_credential" ON "credentials_promise" ("credential_id", "until_date");
CREATE INDEX "credentials_recognition_list_key_95abf02e" ON "credentials_recognition" ("list_key");
CREATE INDEX "credentials_recognition_checked_by_id_aa1b5a5e" ON "credentials_recognition" ("checked_by_id");
CREATE INDEX "credentials_recognition_credential_id_5931819d" ON "credentials_recognition" ("credential_id");
CREATE INDEX "credentials_recognition_organization_id_4483fc6e" ON "credentials_recognition" ("organization_id");
CREATE INDEX "recognitions_by_type" ON "credentials_recognition" ("type", "state_code");
CREATE INDEX "credentials_attainment_checked_by_id_bf6d3aaa" ON "credentials_attainment" ("checked_by_id");
CREATE INDEX "credentials_attainment_organization_id_28e4272b" ON "credentials_attainment" ("organization_id");
CREATE INDEX "credentials_attainment_credential_id_46970f4e" ON "credentials_attainment" ("credential_id");
CREATE INDEX "credentials_attainment_program_id_b952c6ac" ON "credentials_attainment" ("program_id");
CREATE INDEX "django_task_queue_n_99c321_idx" ON "django_tasks_database_dbtaskresult" ("queue_name");
CREATE INDEX "django_task_backend_071754_idx" ON "django_tasks_database_dbtaskresult" ("backend_name");
CREATE INDEX "tasks_db_new_ordering_idx" ON "django_tasks_database_dbtaskresult" ("status", "priority" DESC, "run_after" ASC, "enqueued_at" ASC) WHERE "status" = 'READY';
CREATE INDEX "mfa_authenticator_user_id_0c3a50c0" ON "mfa_authenticator" ("user_id");
CREATE UNIQUE INDEX "unique_authenticator_type" ON "mfa_authenticator" ("user_id", "type") WHERE "type" IN ('totp', 'recovery_codes');
CREATE INDEX "needs_gapfi_state_f_f3ef88_idx" ON "needs_gapfinding" ("state_fips", "scenario", "computed_at" DESC);
CREATE INDEX "needs_gapprogram_finding_id_c05f1266" ON "needs_gapprogram" ("finding_id");
CREATE INDEX "needs_gapflow_program_id_d62883ee" ON "needs_gapflow" ("program_id");
CREATE INDEX "needs_gapfl_soc_cod_f97af6_idx" ON "needs_gapflow" ("soc_code");
CREATE INDEX "needs_gaprow_finding_id_98e7a83c" ON "needs_gaprow" ("finding_id");
CREATE INDEX "needs_gapro_finding_9ecd8d_idx" ON "needs_gaprow" ("finding_id", "soc_code");
CREATE INDEX "needs_gaptotal_finding_id_d8044cb0" ON "needs_gaptotal" ("finding_id");
CREATE INDEX "needs_rolloutscenario_asked_by_id_726edf63" ON "needs_rolloutscenario" ("asked_by_id");
CREATE INDEX "needs_rolloutscenario_organization_id_925f8621" ON "needs_rolloutscenario" ("organization_id");
CREATE INDEX "needs_adoption_advised_by_id_c3beff1f" ON "needs_adoption" ("advised_by_id");
CREATE INDEX "needs_adoption_credential_id_9bb11c1e" ON "needs_adoption" ("credential_id");
CREATE INDEX "needs_adoption_organization_id_b113b444" ON "needs_adoption" ("organization_id");
CREATE INDEX "needs_adoption_recorded_by_id_f3078322" ON "needs_adoption" ("recorded_by_id");
CREATE INDEX "needs_adoption_advice_id_7e60c98b" ON "needs_adoption" ("advice_id");
CREATE INDEX "adoptions_by_age" ON "needs_adoption" ("organization_id", "family", "recorded_at" DESC);
CREATE INDEX "needs_advice_answered_by_id_6c94b1bc" ON "needs_advice" ("answered_by_id");
CREATE INDEX "needs_advice_credential_id_4e793e93" ON "needs_advice" ("credential_id");
CREATE INDEX "needs_advice_institution_id_d75a90c8" ON "needs_advice" ("institution_id");
CREATE INDEX "needs_advice_organization_id_318c8c58" ON "needs_advice" ("organization_id");
CREATE INDEX "needs_advice_sent_by_id_6afe90ee" ON "needs_advice" ("sent_by_id");
CREATE INDEX "needs_advice_line_id_1026ea83" ON "needs_advice" ("line_id");
CREATE INDEX "advice_by_institution" ON "needs_advice" ("institution_id", "status");
CREATE INDEX "scenarios_by_age" ON "needs_rolloutscenario" ("organization_id", "asked_at" DESC);
CREATE INDEX "needs_rolloutplan_organization_id_4383d59c" ON "needs_rolloutplan" ("organization_id");
CREATE INDEX "needs_rolloutplan_scenario_id_f1207094" ON "needs_rolloutplan" ("scenario_id");
CREATE INDEX "needs_rolloutline_institution_id_6797f073" ON "needs_rolloutline" ("institution_id");
CREATE INDEX "needs_rolloutline_organization_id_b80a067f" ON "needs_rolloutline" ("organization_id");
CREATE INDEX "needs_rolloutline_plan_id_6f5d2e20" ON "needs_rolloutline" ("plan_id");
CREATE INDEX "taggit_taggeditem_object_id_e2d7d1df" ON "taggit_taggeditem" ("object_id");
CREATE INDEX "taggit_taggeditem_content_type_id_9957a03c" ON "taggit_taggeditem" ("content_type_id");
CREATE INDEX "taggit_taggeditem_tag_id_f4f5b767" ON "taggit_taggeditem" ("tag_id");
CREATE INDEX "taggit_tagg_content_8fc721_idx" ON "taggit_taggeditem" ("content_type_id", "object_id");
CREATE INDEX "promote_campaignpiece_campaign_id_dbdef054" ON "promote_campaignpiece" ("campaign_id");
CREATE INDEX "promote_campaignpiece_organization_id_4582bc04" ON "promote_campaignpiece" ("organization_id");
CREATE INDEX "promote_campaignpiece_page_id_9731e580" ON "promote_campaignpiece" ("page_id");
CREATE INDEX "promote_campaignlink_campaign_id_f3af10e4" ON "promote_campaignlink" ("campaign_id");
CREATE INDEX "promote_campaignlink_organization_id_577e69e6" ON "promote_campaignlink" ("organization_id");
CREATE INDEX "promote_campaignlink_piece_id_7ad5c009" ON "promote_campaignlink" ("piece_id");
CREATE INDEX "promote_perceptionfinding_organization_id_d6a7b0bd" ON "promote_perceptionfinding" ("organization_id");
CREATE INDEX "promote_perceptionfinding_survey_id_851db483" ON "promote_perceptionfinding" ("survey_id");
CREATE INDEX "promote_newsitempage_picture_id_40f08766" ON "promote_newsitempage" ("picture_id");
CREATE INDEX "promote_picturerendition_filter_spec_2f138fb2" ON "promote_picturerendition" ("filter_spec");
CREATE INDEX "promote_picturerendition_image_id_fec8f620" ON "promote_picturerendition" ("image_id");
CREATE INDEX "promote_plainpage_picture_id_e83b604d" ON "promote_plainpage" ("picture_id");
CREATE INDEX "promote_seriespage_picture_id_f6445fec" ON "promote_seriespage" ("picture_id");
CREATE INDEX "promote_response_organization_id_5012b175" ON "promote_response" ("organization_id");
CREATE INDEX "promote_response_sitting_id_edd8bf92" ON "promote_response" ("sitting_id");
CREATE INDEX "promote_sittingresult_organization_id_d378036b" ON "promote_sittingresult" ("organization_id");
CREATE INDEX "promote_storypage_picture_id_c063d607" ON "promote_storypage" ("picture_id");
CREATE INDEX "promote_thread_page_id_31359dfe" ON "promote_thread" ("page_id");
CREATE INDEX "promote_toolkitpage_picture_id_b8d77ac2" ON "promote_toolkitpage" ("picture_id");
CREATE INDEX "promote_episodepage_picture_id_3428fe2b" ON "promote_episodepage" ("picture_id");
CREATE INDEX "promote_episodepage_video_id_579cc1f7" ON "promote_episodepage" ("video_id");
CREATE INDEX "promote_linkreach_link_id_72133769" ON "promote_linkreach" ("link_id");
CREATE INDEX "promote_linkreach_organization_id_c7fb7726" ON "promote_linkreach" ("organization_id");
CREATE INDEX "promote_pagereach_page_id_9843fb02" ON "promote_pagereach" ("page_id");
CREATE INDEX "promote_picture_created_at_639fb851" ON "promote_picture" ("created_at");
CREATE INDEX "promote_picture_file_hash_4dff7358" ON "promote_picture" ("file_hash");
CREATE INDEX "promote_picture_collection_id_0679d94d" ON "promote_picture" ("collection_id");
CREATE INDEX "promote_picture_uploaded_by_user_id_e58f56ef" ON "promote_picture" ("uploaded_by_user_id");
CREATE INDEX "promote_eventpage_host_fc39d397" ON "promote_eventpage" ("host");
CREATE INDEX "promote_eventpage_picture_id_3602efd4" ON "promote_eventpage" ("picture_id");
CREATE UNIQUE INDEX "promote_picturerendition_image_id_filter_spec_focal_point_key_90488799_uniq" ON "promote_picturerendition" ("image_id", "filter_spec", "focal_point_key");
CREATE INDEX "responses_by_day" ON "promote_response" ("day");
CREATE INDEX "promote_subscriber_organization_id_99a5fc84" ON "promote_subscriber" ("organization_id");
CREATE INDEX "promote_sitting_organization_id_1e025e7d" ON "promote_sitting" ("organization_id");
CREATE INDEX "promote_sitting_group_id_41d3abcc" ON "promote_sitting" ("group_id");
CREATE INDEX "promote_surveyquestion_organization_id_d2454317" ON "promote_surveyquestion" ("organization_id");
CREATE INDEX "promote_surveyquestion_survey_id_322f021c" ON "promote_surveyquestion" ("survey_id");
CREATE INDEX "threads_by_code" ON "promote_thread" ("kind", "code");
CREATE INDEX "promote_video_poster_id_9f55083c" ON "promote_video" ("poster_id");
CREATE INDEX "promote_perceptionsurvey_approved_by_id_7870a3bb" ON "promote_perceptionsurvey" ("approved_by_id");
CREATE INDEX "promote_perceptionsurvey_campaign_id_4c5da698" ON "promote_perceptionsurvey" ("campaign_id");
CREATE INDEX "promote_perceptionsurvey_organization_id_f9cd60a8" ON "promote_perceptionsurvey" ("organization_id");
CREATE INDEX "promote_surveygroup_organization_id_10d2e479" ON "promote_surveygroup" ("organization_id");
CREATE INDEX "promote_surveygroup_school_id_acad6db5" ON "promote_surveygroup" ("school_id");
CREATE INDEX "promote_surveygroup_survey_id_3d577117" ON "promote_surveygroup" ("survey_id");
CREATE INDEX "promote_campaign_organization_id_abda3429" ON "promote_campaign" ("organization_id");
CREATE INDEX "django_session_expire_date_a5c62663" ON "django_session" ("expire_date");
CREATE UNIQUE INDEX "socialaccount_socialtoken_app_id_account_id_fca4e0ac_uniq" ON "socialaccount_socialtoken" ("app_id", "account_id");
CREATE INDEX "socialaccount_socialtoken_account_id_951f210e" ON "socialaccount_socialtoken" ("account_id");
CREATE INDEX "socialaccount_socialtoken_app_id_636a42d7" ON "socialaccount_socialtoken" ("app_id");
CREATE UNIQUE INDEX "socialaccount_socialaccount_provider_uid_fc810c6e_uniq" ON "socialaccount_socialaccount" ("provider", "uid");
CREATE INDEX "socialaccount_socialaccount_user_id_8146e70c" ON "socialaccount_socialaccount" ("user_id");
CREATE UNIQUE INDEX "wagtail_localize_translation_source_id_target_locale_id_7e943cf8_uniq" ON "wagtail_localize_translation" ("source_id", "target_locale_id");
CREATE INDEX "wagtail_localize_translation_source_id_e326e1e3" ON "wagtail_localize_translation" ("source_id");
CREATE INDEX "wagtail_localize_translation_target_locale_id_8c524f73" ON "wagtail_localize_translation" ("target_locale_id");
CREATE UNIQUE INDEX "wagtail_localize_stringtranslation_locale_id_translation_of_id_context_id_d2d59359_uniq" ON "wagtail_localize_stringtranslation" ("locale_id", "translation_of_id", "context_id");
CREATE INDEX "wagtail_localize_stringtranslation_context_id_3cc13049" ON "wagtail_localize_stringtranslation" ("context_id");
CREATE INDEX "wagtail_localize_stringtranslation_locale_id_b9e3730d" ON "wagtail_localize_stringtranslation" ("locale_id");
CREATE INDEX "wagtail_localize_stringtranslation_translation_of_id_8eef01d0" ON "wagtail_localize_stringtranslation" ("translation_of_id");
CREATE INDEX "wagtail_localize_stringtranslation_last_translated_by_id_764c7a3f" ON "wagtail_localize_stringtranslation" ("last_translated_by_id");
CREATE INDEX "wagtail_localize_overridablesegment_context_id_eed8c388" ON "wagtail_localize_overridablesegment" ("context_id");
CREATE INDEX "wagtail_localize_overridablesegment_source_id_5720ac20" ON "wagtail_localize_overridablesegment" ("source_id");
CREATE INDEX "wagtail_localize_segmentoverride_context_id_f827efe0" ON "wagtail_localize_segmentoverride" ("context_id");
CREATE INDEX "wagtail_localize_segmentoverride_last_translated_by_id_a86448fc" ON "wagtail_localize_segmentoverride" ("last_translated_by_id");
CREATE INDEX "wagtail_localize_segmentoverride_locale_id_b1673d41" ON "wagtail_localize_segmentoverride" ("locale_id");
CREATE INDEX "wagtail_localize_localesynchronization_sync_from_id_1bc4c2eb" ON "wagtail_localize_localesynchronization" ("sync_from_id");
CREATE UNIQUE INDEX "wagtail_localize_translationsource_object_id_locale_id_fb6a8d8e_uniq" ON "wagtail_localize_translationsource" ("object_id", "locale_id");
CREATE INDEX "wagtail_localize_translationsource_locale_id_0ac264c0" ON "wagtail_localize_translationsource" ("locale_id");
CREATE INDEX "wagtail_localize_translationsource_object_id_6a078fd2" ON "wagtail_localize_translationsource" ("object_id");
CREATE INDEX "wagtail_localize_translationsource_specific_content_type_id_3095eb76" ON "wagtail_localize_translationsource" ("specific_content_type_id");
CREATE UNIQUE INDEX "wagtail_localize_translationcontext_object_id_path_id_c7f5d707_uniq" ON "wagtail_localize_translationcontext" ("object_id", "path_id");
CREATE INDEX "wagtail_localize_translationcontext_object_id_86263ce7" ON "wagtail_localize_translationcontext" ("object_id");
CREATE INDEX "wagtail_localize_translationlog_locale_id_37619cb4" ON "wagtail_localize_translationlog" ("locale_id");
CREATE INDEX "wagtail_localize_translationlog_source_id_7228923e" ON "wagtail_localize_translationlog" ("source_id");
CREATE INDEX "wagtail_localize_translationlog_revision_id_e3b62278" ON "wagtail_localize_translationlog" ("revision_id");
CREATE INDEX "wagtailadmin_editingsession_content_type_id_4df7730e" ON "wagtailadmin_editingsession" ("content_type_id");
CREATE INDEX "wagtailadmin_editingsession_user_id_6e1a9b70" ON "wagtailadmin_editingsession" ("user_id");
CREATE INDEX "wagtailadmi_content_717955_idx" ON "wagtailadmin_editingsession" ("content_type_id", "object_id");
CREATE INDEX "wagtailadmin_formstate_content_type_id_e32438b3" ON "wagtailadmin_formstate" ("content_type_id");
CREATE INDEX "wagtailadmin_formstate_user_id_b910adc2" ON "wagtailadmin_formstate" ("user_id");
CREATE INDEX "formstate_user_object" ON "wagtailadmin_formstate" ("user_id", "content_type_id", "object_id", "parent_object_id");
CREATE INDEX "wagtaildocs_document_uploaded_by_user_id_17258b41" ON "wagtaildocs_document" ("uploaded_by_user_id");
CREATE INDEX "wagtaildocs_document_collection_id_23881625" ON "wagtaildocs_document" ("collection_id");
CREATE UNIQUE INDEX "wagtailimages_rendition_image_id_filter_spec_focal_point_key_323c8fe0_uniq" ON "wagtailimages_rendition" ("image_id", "filter_spec", "focal_point_key");
CREATE INDEX "wagtailimages_rendition_filter_spec_1cba3201" ON "wagtailimages_rendition" ("filter_spec");
CREATE INDEX "wagtailimages_rendition_image_id_3e1fd774" ON "wagtailimages_rendition" ("image_id");
CREATE INDEX "wagtailimages_image_created_at_86fa6cd4" ON "wagtailimages_image" ("created_at");
CREATE INDEX "wagtailimages_image_uploaded_by_user_id_5d73dc75" ON "wagtailimages_image" ("uploaded_by_user_id");
CREATE INDEX "wagtailimages_image_collection_id_c2f8af7e" ON "wagtailimages_image" ("collection_id");
CREATE INDEX "wagtailimages_image_file_hash_fb5bbb23" ON "wagtailimages_image" ("file_hash");
CREATE UNIQUE INDEX "wagtailredirects_redirect_old_path_site_id_783622d7_uniq" ON "wagtailredirects_redirect" ("old_path", "site_id");
CREATE INDEX "wagtailredirects_redirect_old_path_bb35247b" ON "wagtailredirects_redirect" ("old_path");
CREATE INDEX "wagtailredirects_redirect_redirect_page_id_b5728a8f" ON "wagtailredirects_redirect" ("redirect_page_id");
CREATE INDEX "wagtailredirects_redirect_site_id_780a0e1e" ON "wagtailredirects_redirect" ("site_id");
CREATE UNIQUE INDEX "wagtailsearch_indexentry_content_type_id_object_id_bcd7ba73_uniq" ON "wagtailsearch_indexentry" ("content_type_id", "object_id");
CREATE INDEX "wagtailsearch_indexentry_content_type_id_62ed694f" ON "wagtailsearch_indexentry" ("content_type_id");
CREATE TRIGGER insert_wagtailsearch_indexentry_fts AFTER INSERT ON wagtailsearch_indexentry BEGIN INSERT INTO wagtailsearch_indexentry_fts(title, body, autocomplete, rowid) VALUES (NEW.title, NEW.body, NEW.autocomplete, NEW.id); END;
CREATE TRIGGER update_wagtailsearch_indexentry_fts AFTER UPDATE ON wagtailsearch_indexentry BEGIN UPDATE wagtailsearch_indexentry_fts SET title=NEW.title, body=NEW.body, autocomplete=NEW.autocomplete WHERE rowid=NEW.id; END;
CREATE TRIGGER delete_wagtailsearch_indexentry_fts AFTER DELETE ON wagtailsearch_indexentry BEGIN DELETE FROM wagtailsearch_indexentry_fts WHERE rowid=OLD.id; END;
