using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.Grid.Migrations
{
    /// <inheritdoc />
    public partial class CallPauses : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "times_left",
                table: "calls");

            migrationBuilder.DropColumn(
                name: "times_left_to_reminder",
                table: "calls");

            migrationBuilder.DropColumn(
                name: "times_extended",
                table: "calls");

            migrationBuilder.AddColumn<bool>(
                name: "times_reminded",
                table: "calls",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "times_extended_at",
                table: "calls",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<TimeSpan>(
                name: "times_extended_by",
                table: "calls",
                type: "interval",
                nullable: false,
                defaultValue: new TimeSpan(0, 0, 0, 0, 0));

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "times_paused_at",
                table: "calls",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<TimeSpan>(
                name: "times_paused_clock",
                table: "calls",
                type: "interval",
                nullable: false,
                defaultValue: new TimeSpan(0, 0, 0, 0, 0));

            migrationBuilder.AddColumn<TimeSpan>(
                name: "times_paused_work",
                table: "calls",
                type: "interval",
                nullable: false,
                defaultValue: new TimeSpan(0, 0, 0, 0, 0));

            migrationBuilder.AddColumn<TimeSpan>(
                name: "times_span",
                table: "calls",
                type: "interval",
                nullable: false,
                defaultValue: new TimeSpan(0, 0, 0, 0, 0));
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "times_extended_at",
                table: "calls");

            migrationBuilder.DropColumn(
                name: "times_extended_by",
                table: "calls");

            migrationBuilder.DropColumn(
                name: "times_paused_at",
                table: "calls");

            migrationBuilder.DropColumn(
                name: "times_paused_clock",
                table: "calls");

            migrationBuilder.DropColumn(
                name: "times_paused_work",
                table: "calls");

            migrationBuilder.DropColumn(
                name: "times_span",
                table: "calls");

            migrationBuilder.DropColumn(
                name: "times_reminded",
                table: "calls");

            migrationBuilder.AddColumn<bool>(
                name: "times_extended",
                table: "calls",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<TimeSpan>(
                name: "times_left",
                table: "calls",
                type: "interval",
                nullable: true);

            migrationBuilder.AddColumn<TimeSpan>(
                name: "times_left_to_reminder",
                table: "calls",
                type: "interval",
                nullable: true);
        }
    }
}
