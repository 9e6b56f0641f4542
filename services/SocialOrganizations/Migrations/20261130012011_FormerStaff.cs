using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.SocialOrganizations.Migrations
{
    /// <inheritdoc />
    public partial class FormerStaff : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string[]>(
                name: "former_staff",
                table: "ventures",
                type: "text[]",
                nullable: false,
                defaultValue: new string[0]);

            migrationBuilder.AddColumn<string[]>(
                name: "former_staff",
                table: "service_orders",
                type: "text[]",
                nullable: false,
                defaultValue: new string[0]);

            migrationBuilder.AddColumn<string[]>(
                name: "former_staff",
                table: "residencies",
                type: "text[]",
                nullable: false,
                defaultValue: new string[0]);

            migrationBuilder.AddColumn<string[]>(
                name: "former_staff",
                table: "projects",
                type: "text[]",
                nullable: false,
                defaultValue: new string[0]);

            migrationBuilder.AlterColumn<string>(
                name: "evidence",
                table: "procurement_steps",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(100)",
                oldMaxLength: 100);

            migrationBuilder.AddColumn<string[]>(
                name: "former_staff",
                table: "organizations",
                type: "text[]",
                nullable: false,
                defaultValue: new string[0]);

            migrationBuilder.AddColumn<DateTimeOffset[]>(
                name: "former_until",
                table: "organizations",
                type: "timestamp with time zone[]",
                nullable: false,
                defaultValue: new DateTimeOffset[0]);

            migrationBuilder.AddColumn<string[]>(
                name: "former_staff",
                table: "grants",
                type: "text[]",
                nullable: false,
                defaultValue: new string[0]);

            migrationBuilder.AddColumn<string[]>(
                name: "former_staff",
                table: "gradings",
                type: "text[]",
                nullable: false,
                defaultValue: new string[0]);

            migrationBuilder.AddColumn<string[]>(
                name: "former_staff",
                table: "enterprises",
                type: "text[]",
                nullable: false,
                defaultValue: new string[0]);

            migrationBuilder.AddColumn<string[]>(
                name: "former_staff",
                table: "custodies",
                type: "text[]",
                nullable: false,
                defaultValue: new string[0]);

            migrationBuilder.AddColumn<string[]>(
                name: "former_staff",
                table: "contracts",
                type: "text[]",
                nullable: false,
                defaultValue: new string[0]);

            migrationBuilder.AddColumn<string[]>(
                name: "former_staff",
                table: "candidacies",
                type: "text[]",
                nullable: false,
                defaultValue: new string[0]);

            migrationBuilder.AddColumn<string[]>(
                name: "former_staff",
                table: "blacklistings",
                type: "text[]",
                nullable: false,
                defaultValue: new string[0]);

            migrationBuilder.AddColumn<string[]>(
                name: "former_staff",
                table: "bids",
                type: "text[]",
                nullable: false,
                defaultValue: new string[0]);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "former_staff",
                table: "ventures");

            migrationBuilder.DropColumn(
                name: "former_staff",
                table: "service_orders");

            migrationBuilder.DropColumn(
                name: "former_staff",
                table: "residencies");

            migrationBuilder.DropColumn(
                name: "former_staff",
                table: "projects");

            migrationBuilder.DropColumn(
                name: "former_staff",
                table: "organizations");

            migrationBuilder.DropColumn(
                name: "former_until",
                table: "organizations");

            migrationBuilder.DropColumn(
                name: "former_staff",
                table: "grants");

            migrationBuilder.DropColumn(
                name: "former_staff",
                table: "gradings");

            migrationBuilder.DropColumn(
                name: "former_staff",
                table: "enterprises");

            migrationBuilder.DropColumn(
                name: "former_staff",
                table: "custodies");

            migrationBuilder.DropColumn(
                name: "former_staff",
                table: "contracts");

            migrationBuilder.DropColumn(
                name: "former_staff",
                table: "candidacies");

            migrationBuilder.DropColumn(
                name: "former_staff",
                table: "blacklistings");

            migrationBuilder.DropColumn(
                name: "former_staff",
                table: "bids");

            migrationBuilder.AlterColumn<string>(
                name: "evidence",
                table: "procurement_steps",
                type: "character varying(100)",
                maxLength: 100,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(200)",
                oldMaxLength: 200);
        }
    }
}
