namespace PortfolioTracker.Tests.Contract;

/// <summary>Which tests prove what was decided about the API; each is named by class and method.</summary>
internal static class DecisionMap
{
    public static IReadOnlyDictionary<string, string[]> Proofs { get; } = new Dictionary<string, string[]>
    {
        ["0.1 two shapes, one mechanism"] =
        [
            "ReplyTests.Without_version_1_an_answer_is_the_envelope",
            "ReplyTests.In_version_1_the_members_stand_beside_success",
            "GetCompletePortfolioTests.Version_1_has_the_sections_beside_success_and_version_2_has_them_in_data",
            "RequestStampTests.Every_answer_carries_the_standing_headers",
            "OperationWalkTests.Every_operation_succeeds_in_both_versions_and_answers_as_described",
        ],
        ["0.2 paths and their aliases"] =
        [
            "GetCompletePortfolioTests.The_old_path_answers_the_same_document",
            "AddManualDividendTests.Numbers_may_come_as_text_as_the_form_sends_them",
            "GetHealthTests.A_client_without_any_header_reads_status_beside_the_envelope",
        ],
        ["0.3 numbers are numbers"] =
        [
            "ClientAssertionsTests.A_document_has_the_same_types_below_and_above_50_KB_and_no_number_in_quotes",
            "TransactionFieldsTests.A_number_that_is_accepted_comes_back_digit_for_digit",
            "ExactDecimalTests.A_literal_is_kept_digit_for_digit_or_refused",
        ],
        ["0.4 one error body"] =
        [
            "FailuresTests.An_unknown_route_is_told_in_the_error_body",
            "FailuresTests.A_wrong_method_is_answered_with_those_that_are_right",
            "FailuresTests.A_bug_is_answered_without_any_internals",
            "ClientAssertionsTests.A_failure_has_every_name_that_some_client_reads",
            "ClientAssertionsTests.A_token_that_is_refused_is_told_with_the_word_that_the_client_looks_for",
            "TokenVerifierTests.No_header_is_no_credentials",
            "RateLimitsTests.Who_asks_too_much_is_told_when_to_come_again_and_nobody_else_notices",
            "DatabaseAwayTests.A_request_that_needs_it_is_told_to_come_again",
        ],
        ["0.5 unknown members and the case of types"] =
        [
            "AddTransactionTests.Unknown_members_are_ignored_and_the_user_of_the_token_owns_the_row",
            "AddTransactionTests.A_type_is_known_in_any_case_and_returned_in_one",
        ],
        ["0.6 transactions"] =
        [
            "TransactionFieldsTests.A_member_that_breaks_its_rule_is_named_and_nothing_is_stored",
            "TransactionTextTests.A_day_is_past_once_it_has_begun_anywhere_on_earth",
            "ListTransactionsTests.A_page_holds_a_hundred_unless_asked_otherwise",
            "ListTransactionsTests.Pages_by_offset_say_how_much_there_is",
            "ListTransactionsTests.A_cursor_neither_skips_nor_repeats_a_row_when_the_ledger_changes_in_between",
            "ListTransactionsTests.Filters_leave_what_they_name",
        ],
        ["0.7 overselling"] =
        [
            "SharesOnHandTests.A_sale_of_more_than_is_held_names_symbol_day_and_quantity",
            "SharesOnHandTests.A_purchase_that_sales_stand_on_can_be_neither_deleted_nor_shrunk_nor_moved",
            "OversellRaceTests.Sixty_four_sales_at_once_never_sell_more_than_is_held",
            "AddTransactionsTests.Rows_that_sell_more_than_is_held_are_named",
            "RevertImportTests.What_later_sales_stand_on_stays",
        ],
        ["0.8 dividends in the ledger"] =
        [
            "EditTransactionTests.A_dividend_stays_a_dividend_whatever_type_comes_back_with_it",
            "EditTransactionTests.A_transaction_is_replaced_whole",
            "DividendBookingTests.Deleting_the_transaction_makes_it_pending_as_announced_again",
            "ListDividendsTests.A_late_purchase_of_an_early_day_brings_its_dividends_without_any_repair",
        ],
        ["0.9 allocation"] = ["DecisionsTests.Allocation_by_symbol_is_a_list_with_all_that_the_table_shows"],
        ["0.10 performance"] = ["DecisionsTests.Performance_has_its_eight_figures_and_six_more"],
        ["0.11 dividends"] =
        [
            "ListDividendsTests.Entitled_is_what_was_held_before_the_ex_date",
            "EntitlementsTests.Shares_bought_the_day_before_are_entitled_and_shares_bought_on_the_ex_date_are_not",
            "ConfirmDividendTests.A_confirmed_dividend_is_a_transaction_on_its_pay_date",
            "ConfirmDividendTests.A_second_confirmation_is_a_conflict_and_changes_nothing",
            "SyncDividendsTests.Assigning_tells_the_caller_alone_what_waits",
            "EditDividendTests.Editing_a_confirmed_one_changes_its_transaction_and_counts_once",
            "DividendModelTests.Income_is_what_the_model_says_after_every_decision",
        ],
        ["0.12 what is missing is neither zero nor one"] =
        [
            "TotalsTests.A_missing_price_is_null_and_the_totals_cover_the_rest",
            "TotalsTests.A_missing_rate_is_null_never_one",
            "MissingPartsTests.Completeness_is_the_known_share_of_price_freshness_rate_and_cost",
            "ProviderAwayTests.Prices_that_are_known_go_on_being_used_when_the_provider_is_gone_and_are_said_to_be_old",
        ],
        ["0.13 base currency"] =
        [
            "DecisionsTests.Cost_is_converted_at_the_rate_of_the_trade_itself",
            "PortfolioSnapshotTests.What_exchange_rates_did_and_what_the_price_did_make_the_gain",
        ],
        ["0.14 lifetimes"] =
        [
            "DecisionsTests.A_document_is_kept_for_as_long_as_its_prices_stand",
            "FreshnessTests.Complete_prices_rest_until_the_next_session_and_late_ones_are_asked_for_ever_less_often",
            "ResearchTests.A_document_that_is_old_is_fetched_anew_and_stands_where_it_cannot_be",
        ],
        ["0.15 fractions, counts and the watchlist"] =
        [
            "DecisionsTests.A_dividend_yield_is_a_fraction_and_items_is_a_count",
            "WatchlistTests.A_symbol_is_added_once_with_or_without_a_body",
            "WatchlistTests.An_edit_leaves_what_is_not_sent_and_clears_what_is_null",
            "WatchlistTests.What_cannot_be_edited_is_refused",
            "EditProfileTests.A_profile_is_made_once_and_keeps_every_letter_of_a_name",
        ],
        ["0.16 tokens"] =
        [
            "TokenVerifierTests.A_token_that_is_not_right_in_every_part_opens_nothing",
            "SigningKeysTests.Tokens_of_both_kinds_of_published_keys_are_believed_and_the_keys_fetched_once",
            "DatabaseAwayTests.Who_is_signed_in_is_known_without_it",
        ],
        ["0.17 what is for administrators"] =
        [
            "DebugRoutesTests.They_are_closed_to_users",
            "DebugRoutesTests.The_configured_claim_of_app_metadata_opens_them",
            "ResearchTests.Only_an_administrator_forces_a_refresh",
            "PortfolioViewsTests.The_cache_of_another_user_is_for_administrators",
        ],
        ["0.18 deprecated routes"] =
            ["PortfolioViewsTests.A_deprecated_route_says_so_and_names_what_takes_its_place"],
        ["0.19 routes that never were"] = ["DecisionsTests.Routes_that_never_were_are_not_there"],
        ["0.20 flags, benchmark, calendar, forecast"] =
        [
            "DecisionsTests.What_had_no_route_has_one",
            "GetFeaturesTests.A_user_sees_flags_of_the_database_and_of_the_configuration",
            "ListDividendsTests.Calendar_and_forecast_tell_the_announced_payment_to_come",
        ],
        ["0.21 the mobile client"] =
        [
            "DecisionsTests.Names_that_the_mobile_client_wants_and_nobody_sends_stay_absent",
            "RecordedClientTests.A_screen_finds_what_it_reads",
        ],
        ["0.22 text"] =
        [
            "AddTransactionTests.Text_is_kept_as_typed_and_safe_inside_HTML",
            "TransactionTextTests.Text_is_kept_in_one_form",
        ],
    };
}
