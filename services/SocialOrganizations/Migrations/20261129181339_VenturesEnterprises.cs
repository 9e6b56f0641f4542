using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.SocialOrganizations.Migrations
{
    /// <inheritdoc />
    public partial class VenturesEnterprises : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "custody_rules",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    state_owned = table.Column<bool>(type: "boolean", nullable: false),
                    since = table.Column<DateOnly>(type: "date", nullable: false),
                    level_titles = table.Column<string[]>(type: "text[]", nullable: false),
                    level_digits = table.Column<int[]>(type: "integer[]", nullable: false),
                    area = table.Column<string>(type: "character varying(6)", maxLength: 6, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_custody_rules", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "enterprises",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    owner = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    mission = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    benefit_percent = table.Column<int>(type: "integer", nullable: false),
                    label_number = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: true),
                    valid_until = table.Column<DateOnly>(type: "date", nullable: true),
                    supervised_year = table.Column<int>(type: "integer", nullable: false),
                    grade = table.Column<short>(type: "smallint", nullable: true),
                    applied_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_enterprises", x => x.id);
                    table.CheckConstraint("ck_enterprises_benefit", "benefit_percent between 0 and 100");
                    table.ForeignKey(
                        name: "fk_enterprises_organization_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "public_assets",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    state_owned = table.Column<bool>(type: "boolean", nullable: false),
                    holder = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    square_metres = table.Column<int>(type: "integer", nullable: false),
                    retired = table.Column<bool>(type: "boolean", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_public_assets", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "venture_contests",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    title = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    fund_id = table.Column<Guid>(type: "uuid", nullable: false),
                    earmark_id = table.Column<Guid>(type: "uuid", nullable: true),
                    most_fen = table.Column<long>(type: "bigint", nullable: false),
                    places = table.Column<int>(type: "integer", nullable: false),
                    starts_on = table.Column<DateOnly>(type: "date", nullable: false),
                    ends_on = table.Column<DateOnly>(type: "date", nullable: false),
                    vote_starts_on = table.Column<DateOnly>(type: "date", nullable: false),
                    vote_ends_on = table.Column<DateOnly>(type: "date", nullable: false),
                    criterion_titles = table.Column<string[]>(type: "text[]", nullable: false),
                    criterion_points = table.Column<int[]>(type: "integer[]", nullable: false),
                    pass_percent = table.Column<int>(type: "integer", nullable: false),
                    min_scores = table.Column<int>(type: "integer", nullable: false),
                    outlier_percent = table.Column<int>(type: "integer", nullable: false),
                    vote_percent = table.Column<int>(type: "integer", nullable: false),
                    awarded_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_venture_contests", x => x.id);
                    table.ForeignKey(
                        name: "fk_venture_contests_earmarks_earmark_id",
                        column: x => x.earmark_id,
                        principalTable: "earmarks",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_venture_contests_funds_fund_id",
                        column: x => x.fund_id,
                        principalTable: "funds",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "supervisions",
                columns: table => new
                {
                    enterprise_id = table.Column<Guid>(type: "uuid", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    grade = table.Column<short>(type: "smallint", nullable: false),
                    report = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_supervisions", x => new { x.enterprise_id, x.year });
                    table.ForeignKey(
                        name: "fk_supervisions_enterprises_enterprise_id",
                        column: x => x.enterprise_id,
                        principalTable: "enterprises",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "custodies",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    asset_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    owner = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    purpose = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    feasibility_report = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    starts_on = table.Column<DateOnly>(type: "date", nullable: false),
                    ends_on = table.Column<DateOnly>(type: "date", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    level_titles = table.Column<string[]>(type: "text[]", nullable: false),
                    level_digits = table.Column<int[]>(type: "integer[]", nullable: false),
                    applied_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    returned_on = table.Column<DateOnly>(type: "date", nullable: true),
                    report_count = table.Column<int>(type: "integer", nullable: false),
                    overdue = table.Column<bool>(type: "boolean", nullable: false),
                    remind_on = table.Column<DateOnly>(type: "date", nullable: true),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_custodies", x => x.id);
                    table.CheckConstraint("ck_custodies_term", "ends_on >= starts_on");
                    table.ForeignKey(
                        name: "fk_custodies_organization_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_custodies_public_asset_asset_id",
                        column: x => x.asset_id,
                        principalTable: "public_assets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "venture_panelists",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    contest_id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    organization_ids = table.Column<Guid[]>(type: "uuid[]", nullable: false),
                    recused = table.Column<Guid[]>(type: "uuid[]", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_venture_panelists", x => x.id);
                    table.ForeignKey(
                        name: "fk_venture_panelists_venture_contests_contest_id",
                        column: x => x.contest_id,
                        principalTable: "venture_contests",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ventures",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    contest_id = table.Column<Guid>(type: "uuid", nullable: false),
                    fund_id = table.Column<Guid>(type: "uuid", nullable: false),
                    earmark_id = table.Column<Guid>(type: "uuid", nullable: true),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    owner = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    title = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    plan = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    amount_fen = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    awarded_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ventures", x => x.id);
                    table.CheckConstraint("ck_ventures_amount", "amount_fen > 0");
                    table.ForeignKey(
                        name: "fk_ventures_earmarks_earmark_id",
                        column: x => x.earmark_id,
                        principalTable: "earmarks",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_ventures_funds_fund_id",
                        column: x => x.fund_id,
                        principalTable: "funds",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_ventures_organizations_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_ventures_venture_contests_contest_id",
                        column: x => x.contest_id,
                        principalTable: "venture_contests",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "custody_approvals",
                columns: table => new
                {
                    custody_id = table.Column<Guid>(type: "uuid", nullable: false),
                    level = table.Column<int>(type: "integer", nullable: false),
                    title = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_custody_approvals", x => new { x.custody_id, x.level });
                    table.ForeignKey(
                        name: "fk_custody_approvals_custody_custody_id",
                        column: x => x.custody_id,
                        principalTable: "custodies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "custody_reports",
                columns: table => new
                {
                    custody_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    from_day = table.Column<DateOnly>(type: "date", nullable: false),
                    until_day = table.Column<DateOnly>(type: "date", nullable: false),
                    served = table.Column<int>(type: "integer", nullable: false),
                    report = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_custody_reports", x => new { x.custody_id, x.number });
                    table.ForeignKey(
                        name: "fk_custody_reports_custody_custody_id",
                        column: x => x.custody_id,
                        principalTable: "custodies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "venture_scores",
                columns: table => new
                {
                    venture_id = table.Column<Guid>(type: "uuid", nullable: false),
                    panelist_id = table.Column<Guid>(type: "uuid", nullable: false),
                    points = table.Column<int[]>(type: "integer[]", nullable: false),
                    total = table.Column<int>(type: "integer", nullable: false),
                    scored_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_venture_scores", x => new { x.venture_id, x.panelist_id });
                    table.ForeignKey(
                        name: "fk_venture_scores_venture_panelists_panelist_id",
                        column: x => x.panelist_id,
                        principalTable: "venture_panelists",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_venture_scores_venture_venture_id",
                        column: x => x.venture_id,
                        principalTable: "ventures",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "venture_tranches",
                columns: table => new
                {
                    venture_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    amount_fen = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    voucher = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    entry_id = table.Column<Guid>(type: "uuid", nullable: true),
                    report = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    reported_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    accepted_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_venture_tranches", x => new { x.venture_id, x.number });
                    table.CheckConstraint("ck_venture_tranches_amount", "amount_fen > 0");
                    table.ForeignKey(
                        name: "fk_venture_tranches_fund_entries_entry_id",
                        column: x => x.entry_id,
                        principalTable: "fund_entries",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_venture_tranches_ventures_venture_id",
                        column: x => x.venture_id,
                        principalTable: "ventures",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "venture_votes",
                columns: table => new
                {
                    contest_id = table.Column<Guid>(type: "uuid", nullable: false),
                    voter = table.Column<byte[]>(type: "bytea", nullable: false),
                    voting = table.Column<byte[]>(type: "bytea", nullable: true),
                    venture_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_venture_votes", x => new { x.contest_id, x.voter });
                    table.ForeignKey(
                        name: "fk_venture_votes_venture_contests_contest_id",
                        column: x => x.contest_id,
                        principalTable: "venture_contests",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_venture_votes_ventures_venture_id",
                        column: x => x.venture_id,
                        principalTable: "ventures",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_custodies_area_id",
                table: "custodies",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_custodies_asset_id_id",
                table: "custodies",
                columns: new[] { "asset_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_custodies_organization_id",
                table: "custodies",
                column: "organization_id");

            migrationBuilder.CreateIndex(
                name: "ix_custodies_owner_id",
                table: "custodies",
                columns: new[] { "owner", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_custodies_remind_on",
                table: "custodies",
                column: "remind_on",
                filter: "remind_on is not null");

            migrationBuilder.CreateIndex(
                name: "ux_custodies_asset_id_running",
                table: "custodies",
                column: "asset_id",
                unique: true,
                filter: "state = 3");

            migrationBuilder.CreateIndex(
                name: "ix_custody_approvals_custody_id_by",
                table: "custody_approvals",
                columns: new[] { "custody_id", "by" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_custody_rules_area_state_owned_since",
                table: "custody_rules",
                columns: new[] { "area", "state_owned", "since" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_enterprises_area_id",
                table: "enterprises",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_enterprises_owner_id",
                table: "enterprises",
                columns: new[] { "owner", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_enterprises_valid_until",
                table: "enterprises",
                column: "valid_until",
                filter: "state = 2");

            migrationBuilder.CreateIndex(
                name: "ux_enterprises_organization_id",
                table: "enterprises",
                column: "organization_id",
                unique: true,
                filter: "state in (1, 2)");

            migrationBuilder.CreateIndex(
                name: "ix_public_assets_area_id",
                table: "public_assets",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_venture_contests_area_id",
                table: "venture_contests",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_venture_contests_earmark_id",
                table: "venture_contests",
                column: "earmark_id");

            migrationBuilder.CreateIndex(
                name: "ix_venture_contests_fund_id",
                table: "venture_contests",
                column: "fund_id");

            migrationBuilder.CreateIndex(
                name: "ix_venture_panelists_area_id",
                table: "venture_panelists",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_venture_panelists_contest_id_subject",
                table: "venture_panelists",
                columns: new[] { "contest_id", "subject" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_venture_scores_panelist_id",
                table: "venture_scores",
                column: "panelist_id");

            migrationBuilder.CreateIndex(
                name: "ix_venture_tranches_entry_id",
                table: "venture_tranches",
                column: "entry_id");

            migrationBuilder.CreateIndex(
                name: "ix_venture_votes_venture_id",
                table: "venture_votes",
                column: "venture_id");

            migrationBuilder.CreateIndex(
                name: "ux_venture_votes_contest_id_voting",
                table: "venture_votes",
                columns: new[] { "contest_id", "voting" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ventures_area_id",
                table: "ventures",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_ventures_contest_id_id",
                table: "ventures",
                columns: new[] { "contest_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_ventures_earmark_id",
                table: "ventures",
                column: "earmark_id");

            migrationBuilder.CreateIndex(
                name: "ix_ventures_fund_id",
                table: "ventures",
                column: "fund_id");

            migrationBuilder.CreateIndex(
                name: "ix_ventures_organization_id",
                table: "ventures",
                column: "organization_id");

            migrationBuilder.CreateIndex(
                name: "ix_ventures_owner_id",
                table: "ventures",
                columns: new[] { "owner", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_ventures_contest_id_organization_id",
                table: "ventures",
                columns: new[] { "contest_id", "organization_id" },
                unique: true);

            migrationBuilder.Sql("""
                create extension if not exists btree_gist;
                -- By hand: EF knows no such constraint. Terms of one asset never overlap, those that are approved (2), run (3) or were given back (4); what was given back before is free from the day after, what is given back late is in nobody's way.
                alter table custodies add constraint ex_custodies_term exclude using gist (asset_id with =, daterange(starts_on, greatest(starts_on, least(ends_on, returned_on)), '[]') with &&) where (state in (2, 3, 4));

                -- What holds until a city or county sets its own; plan ch. 3 §5: state-owned assets pass the approval chain.
                insert into custody_rules (id, area, state_owned, since, level_titles, level_digits, version, event_sequence) values
                  ('01520352-4400-7001-8000-000000000041', '51', true, '2021-06-01', '{街道（乡镇）,县级民政部门,县级国有资产管理部门}', '{9,6,6}', 1, 0),
                  ('01520352-4400-7001-8000-000000000042', '51', false, '2021-06-01', '{街道（乡镇）}', '{9}', 1, 0) on conflict do nothing;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "custody_approvals");

            migrationBuilder.DropTable(
                name: "custody_reports");

            migrationBuilder.DropTable(
                name: "custody_rules");

            migrationBuilder.DropTable(
                name: "supervisions");

            migrationBuilder.DropTable(
                name: "venture_scores");

            migrationBuilder.DropTable(
                name: "venture_tranches");

            migrationBuilder.DropTable(
                name: "venture_votes");

            migrationBuilder.DropTable(
                name: "custodies");

            migrationBuilder.DropTable(
                name: "enterprises");

            migrationBuilder.DropTable(
                name: "venture_panelists");

            migrationBuilder.DropTable(
                name: "ventures");

            migrationBuilder.DropTable(
                name: "public_assets");

            migrationBuilder.DropTable(
                name: "venture_contests");
        }
    }
}
