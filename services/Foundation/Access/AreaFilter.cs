using System.Linq.Expressions;
using System.Reflection;

namespace Governance.Access;

/// <summary>A row that belongs to an area.</summary>
public interface IAreaScoped
{
    /// <summary>Division or grid code; column <c>area</c>, collation C.</summary>
    string Area { get; }
}

/// <summary>A row that somebody entered, for permissions that reach only one's own.</summary>
public interface IOwned
{
    /// <summary>Subject of who entered it.</summary>
    string? Owner { get; }

    /// <summary>Its owner may enter it outside the owner's areas too: where it belongs is not the owner's choice, such as the place of an activity.</summary>
    bool OwnedAnywhere => false;

    /// <summary>Whether somebody may change it as their own. More than the owner where two sides have a part in it.</summary>
    bool IsOwnedBy(string subject) => Owner == subject;
}

/// <summary>A row that was entered for a place whose code has been retired since, and stands where that place went.</summary>
public interface IFollows
{
    /// <summary>The code that was named, when the service has followed it to another; else null. Whoever may enter rows there may enter this one.</summary>
    string? EnteredFor { get; }
}

/// <summary>A row that changes along with somebody's own, without being theirs to see: the whistle that is called off with the call it sounds for.</summary>
public interface IGoesAlong
{
    /// <summary>Subject with whose own row it has just changed; null otherwise.</summary>
    string? Along { get; }
}

/// <summary>A row that was given to a unit, for permissions that reach only the unit's.</summary>
public interface IUnitBound
{
    /// <summary>Code of the unit that has it now, or null.</summary>
    string? Unit { get; }
}

/// <summary>
/// The one read filter. Its terms are ranges on the column <c>area</c> (<c>area &gt;= '5101' and area &lt; '5102'</c>), never a join, so that a narrow caller is
/// faster than a wide one. A caller without areas sees nothing; a reach of own or unit on a row that has no owner or unit sees nothing.
/// </summary>
public static class AreaFilter
{
    private static readonly MethodInfo Substring = typeof(string).GetMethod(nameof(string.Substring), [typeof(int), typeof(int)])!;
    private static readonly MethodInfo Compare = typeof(string).GetMethod(nameof(string.Compare), [typeof(string), typeof(string)])!;
    private static readonly MethodInfo Contains = new Func<IEnumerable<string>, string, bool>(Enumerable.Contains).Method;

    /// <summary>The condition that rows of <typeparamref name="T"/> must meet to be seen by the caller; null when every row may be seen.</summary>
    public static Expression<Func<T, bool>>? For<T>(Caller caller) where T : IAreaScoped
    {
        if (caller.IsSystem) return null;
        var row = Expression.Parameter(typeof(T), "row");
        switch (caller.Reach)
        {
            // What somebody entered stays theirs wherever it happened: a resident follows an appeal about the next county.
            case Reach.Own when typeof(IOwned).IsAssignableFrom(typeof(T)) && caller.Subject.Length > 0:
                return Expression.Lambda<Func<T, bool>>(Expression.Equal(Expression.Property(row, nameof(IOwned.Owner)), Value(caller.Subject)), row);
            case Reach.Unit when typeof(IUnitBound).IsAssignableFrom(typeof(T)) && caller.Unit is { Length: > 0 } unit:
                return Expression.Lambda<Func<T, bool>>(
                    Expression.AndAlso(Expression.Equal(Expression.Property(row, nameof(IUnitBound.Unit)), Value(unit)), Within(row, caller.Areas)), row);
            case Reach.Area:
                return Expression.Lambda<Func<T, bool>>(Within(row, caller.Areas), row);
            default:
                return _ => false;
        }
    }

    /// <summary>Only rows in this division; narrows what the caller may see and never widens it.</summary>
    public static IQueryable<T> In<T>(this IQueryable<T> rows, Area area) where T : IAreaScoped => rows.In([area]);

    /// <summary>Only rows in one of these divisions; none when there are none.</summary>
    public static IQueryable<T> In<T>(this IQueryable<T> rows, IReadOnlyList<Area> areas) where T : IAreaScoped
    {
        var row = Expression.Parameter(typeof(T), "row");
        return rows.Where(Expression.Lambda<Func<T, bool>>(Within(row, areas), row));
    }

    /// <summary>Only rows in one of these divisions, or of a division above one: what is told to everybody below it.</summary>
    public static IQueryable<T> InOrAbove<T>(this IQueryable<T> rows, IReadOnlyList<Area> areas) where T : IAreaScoped
    {
        var row = Expression.Parameter(typeof(T), "row");
        var above = Expression.Call(Contains, Expression.Field(Expression.Constant(new Codes(Above(areas))), nameof(Codes.All)), Expression.Property(row, nameof(IAreaScoped.Area)));
        return rows.Where(Expression.Lambda<Func<T, bool>>(Expression.OrElse(Within(row, areas), above), row));
    }

    /// <summary>Codes of the divisions above these, without those that lie in another one of them.</summary>
    public static string[] Above(IReadOnlyList<Area> areas)
    {
        var above = new HashSet<string>();
        foreach (var area in areas)
        {
            for (var at = Area.ParentOf(area.Code); at is not null; at = Area.ParentOf(at)) above.Add(at);
        }
        return [.. above.Where(code => !areas.Any(a => a.Covers(code))).Order(StringComparer.Ordinal)];
    }

    /// <summary>
    /// The same filter, place by place, for lists in order of their key: each condition is one equality on the first digits (<c>substring(area, 1, 6) = '510104'</c>), which an index on
    /// that expression and the key gives in order. Null when the caller's rows are not told apart by place (system, own, unit): then <see cref="For{T}"/> holds.
    /// </summary>
    /// <remarks>Not both conditions at once: the planner multiplies their odds, takes a county for a handful of rows and sorts all of it.</remarks>
    public static IReadOnlyList<Expression<Func<T, bool>>>? ByPlace<T>(Caller caller, Area? within) where T : IAreaScoped
    {
        if (caller.IsSystem || caller.Reach != Reach.Area) return null;
        var places = within is not { } place ? caller.Areas
            : caller.Areas.Any(a => a.Covers(place.Code)) ? [place]
            : caller.Areas.Where(a => place.Covers(a.Code)).ToList();
        return [.. places.Select(p =>
        {
            var row = Expression.Parameter(typeof(T), "row");
            Expression column = Expression.Property(row, nameof(IAreaScoped.Area));
            // A grid is the whole code, and a community is few rows.
            if (p.Code.Length == 12) return Expression.Lambda<Func<T, bool>>(Within(row, [p]), row);
            if (p.Code.Length < 12) column = Expression.Call(column, Substring, Expression.Constant(0), Expression.Constant(p.Code.Length));
            return Expression.Lambda<Func<T, bool>>(Expression.Equal(column, Value(p.Code)), row);
        })];
    }

    private static Expression Within(ParameterExpression row, IReadOnlyList<Area> areas)
    {
        Expression? any = null;
        foreach (var area in areas)
        {
            var column = Expression.Property(row, nameof(IAreaScoped.Area));
            var range = Expression.AndAlso(
                Expression.GreaterThanOrEqual(Expression.Call(Compare, column, Value(area.Code)), Expression.Constant(0)),
                Expression.LessThan(Expression.Call(Compare, column, Value(area.End)), Expression.Constant(0)));
            any = any is null ? range : Expression.OrElse(any, range);
        }
        return any ?? Expression.Constant(false);
    }

    // A field of an object becomes a parameter, so that all callers with the same number of areas share one prepared statement.
    private static MemberExpression Value(string text) => Expression.Field(Expression.Constant(new Box(text)), nameof(Box.Text));

    private sealed class Box(string text)
    {
        public readonly string Text = text;
    }

    private sealed class Codes(string[] all)
    {
        public readonly string[] All = all;
    }
}
